"""The whole run, from drawings to a judged checkpoint, in rounds; stop it whenever you like and start it again: `python3 run_all.py`."""
import csv
import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time

from painter.config import CONFIG, ROOT, WORK, work_file

# Two lanes side by side: what paints, and all the rest.
LANES = [["transformer"], ["planner", "decoder", "eye"]]
SCRIPTS = {"transformer": "train_transformer.py", "planner": "train_planner.py", "decoder": "train_decoder.py", "eye": "train_judge.py"}
SETTINGS = {**CONFIG, "eye": CONFIG["judge"]}

running, stopped = set(), threading.Event()


def log(text):
    print(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text}", flush=True)


def run(*command):
    """Runs one step of the recipe; its words go to a log of its own."""
    if stopped.is_set():
        return False
    name = os.path.basename(str(command[1])).split(".")[0]
    with open(work_file(f"{name}.log"), "a") as words:
        process = subprocess.Popen([str(part) for part in command], cwd=ROOT, stdout=words, stderr=subprocess.STDOUT)
        running.add(process)
        code = process.wait()
        running.discard(process)
    if code and not stopped.is_set():
        log(f"{name} failed with {code}; see {work_file(name)}.log")
        stop()
    return not code and not stopped.is_set()


def stop(*_):
    """Lets every training save itself."""
    stopped.set()
    for process in list(running):
        process.send_signal(signal.SIGTERM)


def progress(name):
    path = work_file(f"{name}-progress.json")
    return json.loads(path.read_text()) if path.exists() else {"step": 0, "cpu_hours": 0}


def lane(names, share):
    for name in names:
        until = round(SETTINGS[name]["steps"] * max(share, CONFIG["head_start"].get(name, 0)))
        if progress(name)["step"] < until:
            log(f"{name}: to step {until}")
            if not run(sys.executable, SCRIPTS[name], until):
                return
            log(f"{name}: {progress(name)}")


def conclude(share):
    """Exports what there is, judges it on a fifth of the prompts (at the end on all) and adds a line to the curve."""
    folder = work_file(f"round-{share}")
    result = folder / "evaluation.json"
    if result.exists() or stopped.is_set():
        return
    folder.mkdir(exist_ok=True)
    checkpoint = folder / "checkpoint"
    fine = run(sys.executable, "export_checkpoint.py", checkpoint) and run("node24", "check-onnx.mjs", checkpoint, folder / "check.png")
    fine = fine and run(sys.executable, "contact_sheet.py", checkpoint, folder)
    if not fine or not run(sys.executable, "evaluate.py", checkpoint, 1.0 if share == 1 else 0.2, result):
        return
    found = json.loads(result.read_text())
    hours = {name: progress(name)["cpu_hours"] for name in SCRIPTS}
    with open(work_file("curve.csv"), "a") as file:
        csv.writer(file).writerow([share, round(sum(hours.values()) - hours["eye"], 3), progress("transformer")["step"],
                                   found["common objects"]["top1"], found["all objects"]["top1"], found["unseen object x scene x style"]["top1"],
                                   found["colour"], found["position of unseen pairs"], found["count"], found["filter style"]])
    log(f"round {share}: {json.dumps(found)}")


def main():
    lock = open(work_file("run.lock"), "w")
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    lock.write(str(os.getpid()))
    lock.flush()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, stop)
    log(f"starts in {WORK}")
    if not (WORK / "bank" / "index.json").exists():
        run("node24", "art/render.mjs", WORK)
    if not (WORK / "basis.pt").exists():
        run(sys.executable, "train_decoder.py", "basis")
    if not (WORK / "memory.pt").exists():
        run(sys.executable, "-m", "painter.prepare")
    for share in CONFIG["rounds"]:
        threads = [threading.Thread(target=lane, args=(names, share)) for names in LANES]
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive():
                thread.join(1)
        conclude(share)
        if stopped.is_set():
            log(f"stopped; goes on when started again: {({name: progress(name) for name in SCRIPTS})}")
            return
    log("done")


if __name__ == "__main__":
    main()
