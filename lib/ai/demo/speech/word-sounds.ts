import { LETTER_RULES, OWN_WAYS } from './letter-rules';

interface Rule {
  left: RegExp;
  letters: string;
  right: RegExp;
  sounds: readonly string[];
}

const CONSONANT = '[BCDFGHJKLMNPQRSTVWXZ]';
const CONTEXT: Record<string, string> = {
  '#': '[AEIOUY]+',
  ':': `${CONSONANT}*`,
  '^': CONSONANT,
  '.': '[BDGJLMNRVWZ]',
  '+': '[EIY]',
  '%': '(?:ING|ELY|E[RSD]?)(?![A-Z])',
  '&': '(?:[CS]H|[SCGZXJ])',
  '@': '(?:TH|[CS]H|[TSRDLZNJ])',
};
/** `edge`: what a blank stands for on that side of the letters. */
const patternOf = (context: string, edge: string) =>
  [...context].map((sign) => (sign === ' ' ? edge : (CONTEXT[sign] ?? sign))).join('');

let rules: Map<string, Rule[]> | undefined;

function load(): Map<string, Rule[]> {
  return new Map(
    Object.entries(LETTER_RULES).map(([letter, list]) => [
      letter,
      list.split(';').flatMap((entry) => {
        const [, left = '', letters = '', right = '', sounds = ''] = /^(.*)\[(.+)\](.*)=(.*)$/.exec(entry) ?? [];
        if (!letters) return [];
        return [
          {
            left: new RegExp(`${patternOf(left, '^')}$`),
            letters,
            right: new RegExp(`^${patternOf(right, '$')}`),
            sounds: sounds.split(' ').filter(Boolean),
          },
        ];
      }),
    ]),
  );
}

/** Longer runs of letters are no words; looking around in them would take long. */
const LONGEST = 40;

/** The sounds of one English word (letters and apostrophes), as ARPAbet names; letters without a rule are silent. */
export function soundsOf(word: string): string[] {
  const own = OWN_WAYS[word.toLowerCase()];
  if (own !== undefined && Object.hasOwn(OWN_WAYS, word.toLowerCase())) return own.split(' ');
  rules ??= load();
  const text = word.toUpperCase().slice(0, LONGEST);
  const sounds: string[] = [];
  for (let at = 0; at < text.length;) {
    const before = text.slice(0, at);
    const rule = rules
      .get(text[at]!)
      ?.find(
        ({ left, letters, right }) =>
          text.startsWith(letters, at) && left.test(before) && right.test(text.slice(at + letters.length)),
      );
    // The same consonant twice is said once.
    for (const sound of rule?.sounds ?? []) if (sounds.at(-1) !== sound) sounds.push(sound);
    at += rule?.letters.length ?? 1;
  }
  return sounds;
}
