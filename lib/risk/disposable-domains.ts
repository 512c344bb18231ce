/** Services of throw-away mail that are met most. Operators add theirs in `risk.disposableDomains`. */
export const DISPOSABLE_DOMAINS: ReadonlySet<string> = new Set(
  `10minutemail.com 10minutemail.net 1secmail.com 1secmail.net 1secmail.org 20minutemail.com 33mail.com anonbox.net
  burnermail.io byom.de cock.li crazymailing.com deadaddress.com discard.email discardmail.com discardmail.de
  dispostable.com dropmail.me emailfake.com emailondeck.com emltmp.com fakeinbox.com fakemail.net fakemailgenerator.com
  generator.email getairmail.com getnada.com grr.la guerrillamail.biz guerrillamail.com guerrillamail.de
  guerrillamail.info guerrillamail.net guerrillamail.org guerrillamailblock.com harakirimail.com inboxbear.com
  inboxkitten.com incognitomail.org internxt.email jetable.org linshiyouxiang.net mail-temp.com mail.tm mail7.io
  mailcatch.com maildrop.cc mailexpire.com mailforspam.com mailinator.com mailinator.net mailinator2.com mailnesia.com
  mailnull.com mailpoof.com mailsac.com mailtemp.info minuteinbox.com mintemail.com moakt.cc moakt.com mohmal.com
  my10minutemail.com mytemp.email nada.email notmailinator.com nowmymail.com pokemail.net sharklasers.com smailpro.com
  spam4.me spambog.com spambox.us spamex.com spamgourmet.com spamspot.com temp-mail.io temp-mail.org temp-mail.ru
  tempail.com tempinbox.com tempmail.dev tempmail.net tempmail.plus tempmailo.com tempr.email throwam.com
  throwawaymail.com tmail.ws tmailor.com tmpmail.net tmpmail.org trash-mail.com trashmail.com trashmail.de trashmail.me
  trashmail.net trbvm.com wegwerfemail.de wegwerfmail.de wegwerfmail.net yopmail.com yopmail.fr yopmail.net
  zetmail.com`.split(/\s+/),
);
