/** What a page needs to draw one unit. `slot` is AdSense's unit, `client` the account. */
export interface DisplayUnit {
  network: 'adsense' | 'revcontent';
  scriptUrl: string;
  client: string;
  slot: string | null;
}
