import { listLines, sameList, type TextLine } from '../text-lines';

/** What the form changes, as the settings have it. */
export interface SetupRules {
  adsTxt: string[];
  consent: { cmpScriptUrl: string; childDirected: boolean };
  display: { enabled: boolean; adsenseSlot: string };
}

/** Where each field stands in the form, and in the settings tree with its errors. */
export const SELLERS_FIELD = 'ads.adsTxt';
export const SCRIPT_FIELD = 'ads.consent.cmpScriptUrl';
export const CHILDREN_FIELD = 'ads.consent.childDirected';
export const DISPLAY_FIELD = 'ads.display.enabled';
export const SLOT_FIELD = 'ads.display.adsenseSlot';

export interface ReadSetup {
  /** Null where nothing was changed. */
  patch: { ads: { adsTxt?: string[]; consent?: object; display?: object } } | null;
  wrong: { field: string; word: 'scriptWrong' | 'slotWrong' }[];
  /** The file's lines, for errors that count them. */
  lines: TextLine[];
}

function isScriptAddress(text: string): boolean {
  return text.startsWith('https://') && URL.canParse(text);
}

/** Members that are other than before; undefined where none is. */
function changed<Members extends Record<string, string | boolean>>(
  now: Members,
  before: Members,
): Partial<Members> | undefined {
  const moved = Object.entries(now).filter(([name, value]) => value !== before[name]);
  return moved.length > 0 ? (Object.fromEntries(moved) as Partial<Members>) : undefined;
}

/**
 * What was changed in the form, as a merge patch over the rules as they stand.
 * @param form the form's strings; an unticked box and an empty field are absent
 */
export function readAdSetup(form: Readonly<Record<string, string>>, rules: SetupRules): ReadSetup {
  const text = (field: string) => (form[field] ?? '').trim();
  const isOn = (field: string) => form[field] === 'true';
  const [cmpScriptUrl, adsenseSlot] = [text(SCRIPT_FIELD), text(SLOT_FIELD)];
  const lines = listLines(form[SELLERS_FIELD] ?? '');
  const wrong: ReadSetup['wrong'] = [];
  if (cmpScriptUrl !== '' && !isScriptAddress(cmpScriptUrl)) wrong.push({ field: SCRIPT_FIELD, word: 'scriptWrong' });
  if (!/^\d{0,20}$/.test(adsenseSlot)) wrong.push({ field: SLOT_FIELD, word: 'slotWrong' });
  const consent = changed({ cmpScriptUrl, childDirected: isOn(CHILDREN_FIELD) }, { ...rules.consent });
  const display = changed({ enabled: isOn(DISPLAY_FIELD), adsenseSlot }, { ...rules.display });
  const ads = {
    ...(sameList(lines, rules.adsTxt) ? {} : { adsTxt: lines.map((line) => line.text) }),
    ...(consent && { consent }),
    ...(display && { display }),
  };
  return { patch: Object.keys(ads).length > 0 ? { ads } : null, wrong, lines };
}
