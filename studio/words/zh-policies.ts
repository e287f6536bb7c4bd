// “条款与政策”页面的中文文案；与英文文件键名相同。

export const policies = {
  title: '条款与政策',
  intro: '由本服务器运行所依据的设置生成：这里的每个数字都是实际执行的数字。',
  all: '全部文件',
  markdown: 'Markdown 格式',
  versions: '版本',
  since: '自 {{time}} 起生效',
  upcoming: '{{time}} 起的变更',
  announced: '公告于 {{time}}。在此之前适用现行条款。',
  legal: '法律条款',
  evidence: '如何兑现',
  failed: '无法读取文本。',
  kinds: {
    retention: '保留期限',
    purposes: '数据用途',
    recipients: '数据接收方',
    rights: '权利',
    controller: '由谁负责本服务器',
    contacts: '联系方式',
    prices: '价格',
    labels: '标识',
    limits: '限制',
    running: '运行方式',
    wording: '措辞',
  },
}

export const demo = {
  title: '在您首次输入提示词之前',
  intro: '这是个人的机器，开放供您试用。它会收集：',
  collects: { prompts: '提示词与设置', pictures: '生成或上传的图片', session: '由 Cookie 识别的会话', logs: '仅含代码与时间的日志，不含文字或姓名', statistics: '不含姓名的访问计数' },
  days_other: '图片和提示词在 {{count}} 天后消失。',
  session: '图片和提示词随会话结束而消失。',
  agree: '我同意',
  more: '完整隐私政策',
}
