// What can be wrong with pictures that people send, in English and Chinese; part of the errors the product states.

export const uploadSentences = {
  uploads_too_many: {
    en: 'At most {most} pictures can be sent with one request, and one mask. Send fewer.',
    zh: '一次请求最多可附带 {most} 张图片和一个遮罩。请减少数量。',
  },
  upload_too_large: {
    en: 'The file in "{field}" is larger than {most} bytes. Send a smaller one.',
    zh: '“{field}”中的文件超过 {most} 字节。请发送较小的文件。',
  },
  upload_unreadable: {
    en: 'The file in "{field}" is not a whole PNG, JPEG or WebP picture. Save it anew in one of these formats and send that.',
    zh: '“{field}”中的文件不是完整的 PNG、JPEG 或 WebP 图片。请另存为其中一种格式后再发送。',
  },
  upload_disguised: {
    en: 'The file in "{field}" holds something beside its picture, as a disguised file does. Save the picture anew and send that.',
    zh: '“{field}”中的文件除图片外还含有其他内容，与伪装文件相同。请将图片另存后再发送。',
  },
  upload_too_many_pixels: {
    en: 'The picture in "{field}" has more than {most} megapixels. Make it smaller and send that.',
    zh: '“{field}”中的图片超过 {most} 百万像素。请缩小后再发送。',
  },
  upload_costly: {
    en: 'The pictures took too much time or memory to open. Save them anew, smaller, and send those.',
    zh: '打开这些图片耗费的时间或内存过多。请缩小并另存后再发送。',
  },
  mask_size_differs: {
    en: 'The mask has {mask} pixels and its picture {picture}; they must have the same size.',
    zh: '遮罩为 {mask} 像素，而图片为 {picture} 像素；两者尺寸必须相同。',
  },
  mask_without_picture: {
    en: 'There is a mask but no picture that it belongs to. Send the picture too.',
    zh: '有遮罩却没有对应的图片。请同时发送图片。',
  },
  uploads_busy: {
    en: 'Too many pictures are being opened right now. Try again in a moment.',
    zh: '目前正在打开的图片过多，请稍后再试。',
  },
  remote_off: {
    en: 'This server does not fetch pictures from addresses. Send the picture itself in "{field}", as a file or a data URL.',
    zh: '本服务器不从网址获取图片。请在“{field}”中直接发送图片（文件或 data URL）。',
  },
  remote_refused: {
    en: 'The address in "{field}" is not one that pictures are fetched from: it must be http or https, on the usual port, at a public host that this server may reach. Send the picture itself.',
    zh: '不能从“{field}”中的网址获取图片：须为 http 或 https、使用默认端口，并位于本服务器可访问的公共主机。请直接发送图片。',
  },
  remote_failed: {
    en: 'The picture at the address in "{field}" could not be fetched: {reason}. Check the address or send the picture itself.',
    zh: '无法获取“{field}”中网址的图片（{reason}）。请检查网址或直接发送图片。',
  },
} as const
