import account from './messages/en/account.json';
import adChoices from './messages/en/ad-choices.json';
import admin from './messages/en/admin.json';
import adminAds from './messages/en/admin-ads.json';
import adminCache from './messages/en/admin-cache.json';
import adminCampaigns from './messages/en/admin-campaigns.json';
import adminCatalog from './messages/en/admin-catalog.json';
import adminFraud from './messages/en/admin-fraud.json';
import adminMargins from './messages/en/admin-margins.json';
import adminRisk from './messages/en/admin-risk.json';
import adminSafety from './messages/en/admin-safety.json';
import adminSupport from './messages/en/admin-support.json';
import auth from './messages/en/auth.json';
import batches from './messages/en/batches.json';
import challenge from './messages/en/challenge.json';
import chat from './messages/en/chat.json';
import common from './messages/en/common.json';
import compare from './messages/en/compare.json';
import creatives from './messages/en/creatives.json';
import credits from './messages/en/credits.json';
import earn from './messages/en/earn.json';
import errors from './messages/en/errors.json';
import fileField from './messages/en/file-field.json';
import finder from './messages/en/finder.json';
import home from './messages/en/home.json';
import ledger from './messages/en/ledger.json';
import media from './messages/en/media.json';
import notices from './messages/en/notices.json';
import player from './messages/en/player.json';
import receipt from './messages/en/receipt.json';
import refunds from './messages/en/refunds.json';
import runs from './messages/en/runs.json';
import support from './messages/en/support.json';
import shared from './messages/en/shared.json';
import tool from './messages/en/tool.json';
import ui from './messages/en/ui.json';

/** Every word a person reads, by namespace. A new language is a second folder with the same files. */
export const messages = {
  account,
  adChoices,
  admin,
  adminAds,
  adminCache,
  adminCampaigns,
  adminCatalog,
  adminFraud,
  adminMargins,
  adminRisk,
  adminSafety,
  adminSupport,
  auth,
  batches,
  challenge,
  chat,
  common,
  compare,
  creatives,
  credits,
  earn,
  errors,
  fileField,
  finder,
  home,
  ledger,
  media,
  notices,
  player,
  receipt,
  refunds,
  runs,
  support,
  shared,
  tool,
  ui,
};

export type Messages = typeof messages;
export type Namespace = keyof Messages;
