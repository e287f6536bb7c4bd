// What can stand in the way of taking a copy in, of publishing and of holding, in English and Chinese; part of the errors the product states.

export const rightsSentences = {
  import_off: {
    en: 'This server takes no copies in. Upload single pictures where you want to use them.',
    zh: '本服务器不接收副本。请在需要的地方上传单张图片。',
  },
  import_no_archive: {
    en: 'This is not a whole ZIP archive of a copy. Send the file that GET /v1/export gave, unchanged. Nothing was kept.',
    zh: '这不是完整的副本 ZIP 压缩包。请发送 GET /v1/export 给出的原始文件。未保留任何内容。',
  },
  import_path: {
    en: 'The archive holds a file name that leads out of it. It was not opened, and nothing was kept.',
    zh: '压缩包含有指向其外部的文件名。未打开，也未保留任何内容。',
  },
  import_too_large: {
    en: 'The archive holds more than this server takes in at once: at most {pictures} pictures and {bytes} bytes unpacked. Nothing was kept; bring it in parts.',
    zh: '压缩包超过本服务器单次接收的上限：最多 {pictures} 张图片、解压后 {bytes} 字节。未保留任何内容；请分批导入。',
  },
  import_json: {
    en: 'The file {file} in the archive is missing or not as docs/copy.schema.json describes it. Nothing was kept.',
    zh: '压缩包中的文件 {file} 缺失，或不符合 docs/copy.schema.json 的说明。未保留任何内容。',
  },
  import_full: {
    en: 'With these pictures you would have {count}; the most is {most}. Delete some, or bring fewer. Nothing was kept.',
    zh: '加上这些图片您将有 {count} 张，最多 {most} 张。请删除一些或减少数量。未保留任何内容。',
  },
  import_busy: {
    en: 'Another copy is being taken in right now. Try again in a moment.',
    zh: '正在接收另一份副本，请稍后再试。',
  },
  hold_of_session: {
    en: 'Nothing of a visitor\'s session can be held: its only key is in their browser.',
    zh: '访客会话的内容无法保留：唯一的密钥在其浏览器中。',
  },
  hold_of_nothing: {
    en: 'There is nothing to hold: name an owner, generations, pictures, files or batches that can still be read.',
    zh: '没有可保留的内容：请指明仍可读取的所有者、生成、图片、文件或批次。',
  },
  hold_of_several: {
    en: 'These things belong to several owners. Place one hold for each of them.',
    zh: '这些内容属于多个所有者。请分别设置保留。',
  },
  gallery_off: {
    en: 'This server has no gallery.',
    zh: '本服务器没有画廊。',
  },
  gallery_imported: {
    en: 'Only pictures made here can be published; this one was brought in.',
    zh: '只能发布在此生成的图片；这张图片是导入的。',
  },
  gallery_twice: {
    en: 'This picture is in the gallery already.',
    zh: '这张图片已在画廊中。',
  },
  too_many_requests: {
    en: 'You have {most} requests that are not answered yet. Wait for an answer first.',
    zh: '您有 {most} 个请求尚未答复。请先等待答复。',
  },
  words_stay_here: {
    en: 'You object to your words going elsewhere, or your browser does (Global Privacy Control), and this model is drawn elsewhere only. Choose a model that is drawn here, or allow it on "Your data".',
    zh: '您（或您的浏览器通过全球隐私控制）反对将文字发送到别处，而此模型只能在别处绘制。请选择在此绘制的模型，或在“我的数据”中允许。',
  },
} as const
