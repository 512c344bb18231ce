/** What an operator should know before ads pay for models. Names of `missing` are the sellers a line is missing for. */
export type AdWarning =
  /** A provider that costs money is paid for by ads that bring none. */
  | { code: 'house_alone' }
  | { code: 'ads_txt'; missing: string[] }
  /** The units were left empty, so no callback can be ours. */
  | { code: 'admob_units' }
  /** Networks serve nothing, or little, on a page that is not secure. */
  | { code: 'not_https' };

export type SellersFile = 'ads.txt' | 'app-ads.txt';

/** A line of such a file; `automatic` where it follows from an account of the environment. */
export interface SellersLine {
  text: string;
  automatic: boolean;
}

/** A display network: what of it is missing, if anything. `account` is the variable that names it. */
export interface DisplaySetup {
  network: 'adsense' | 'revcontent';
  account: string;
  state: 'on' | 'switched_off' | 'no_account' | 'no_slot';
}

/** What stands beside the operator's form of sellers, consent and display. */
export interface AdSetup {
  /** As they are served; a file without lines is not there. `account`: the variable that its automatic line follows from. */
  files: { name: SellersFile; account: string; lines: SellersLine[] }[];
  /** Sellers whose ads are shown and that no line names. */
  missing: string[];
  /** Networks that are on and load nothing before a visitor has agreed, by the names people know. */
  partners: string[];
  display: DisplaySetup[];
}
