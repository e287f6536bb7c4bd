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
    contacts: '联系方式',
    prices: '价格',
    labels: '标识',
    limits: '限制',
    running: '运行方式',
    wording: '措辞',
  },
}
