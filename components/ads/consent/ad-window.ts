/** What a document was loaded for: under the strict policy, to ask for consent, or with tags. */
export type AdDocumentState = 'strict' | 'asks' | 'tags';

declare global {
  interface Window {
    /** Left by the script of an ad page. */
    adDocument?: { state: AdDocumentState; childDirected: boolean };
    gtag?: (...said: unknown[]) => void;
  }
}
