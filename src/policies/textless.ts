// Settings that no published text states, each with the reason.

const inside = 'how the program reaches something; the texts name who gets data, not by which door'
const own = 'a matter between the operator and their own machine'

export const textless: Record<string, string> = {
  name: 'stands on the page itself, beside the version',
  model: 'shown where people order',
  aliases: 'the answer itself names the real model',
  'labels.profiles': 'acts through the mark, which the texts describe',
  'labels.visible.corner': 'seen on each picture',
  'labels.providerCode': 'a code inside the file; the name is published',
  'labels.certificate.chainFile': own,
  'labels.certificate.keyFile': own,
  'rights.globalPrivacyControl': 'always on',
  'messages.mail.adapter': inside,
  'messages.mail.from': 'stands on each message',
  'messages.mail.host': inside,
  'messages.mail.port': inside,
  'messages.mail.security': inside,
  'messages.mail.user': inside,
  'messages.mail.passwordFile': own,
  'messages.sms.adapter': inside,
  'messages.sms.endpoint': inside,
  'messages.sms.keyId': own,
  'messages.sms.secretFile': own,
  'messages.sms.sender': 'stands on each message',
  'messages.sms.templates': inside,
  'messages.tryHours': inside,
  'operator.needsDataOfficer': 'acts by refusing to load without the officer, who is published',
  'routing.canary': own,
  'routing.prefer': 'the answer names the engine that drew',
  'routing.spill': 'whatever goes elsewhere is listed and asked for',
  'routing.spillAfterSeconds': 'whatever goes elsewhere is listed and asked for',
  'webhooks.to': 'each webhook goes where its owner says, within the hosts that are listed',
  'uploads.remote': 'a door for addresses that people give themselves; what they send is treated alike',
  'visitors.workFrom': 'a guard against crowding that holds nothing',
  'visitors.workBits': 'a guard against crowding that holds nothing',
}
