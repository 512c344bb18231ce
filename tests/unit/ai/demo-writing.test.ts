import { composeText, SIGNATURE, type ComposeInput } from '@/lib/ai/demo/text/compose-text';
import { meaningOf } from '@/lib/ai/demo/text/plain-words';
import { finished } from '@/tests/support/finished';

function compose(task: ComposeInput['task'], text: string, options: Record<string, string> = {}) {
  const whole = finished(composeText({ task, text, options, isEconomy: false, maxCharacters: 8_000 }));
  expect(whole.endsWith(`\n\n${SIGNATURE}`)).toBe(true);
  return whole.slice(0, -SIGNATURE.length - 2);
}

describe('mails', () => {
  test('orders about a mail become what it says', () => {
    const made = compose(
      'email',
      'tell Maria the meeting moves to Friday at 10; ask if she can bring the contract; thank her for the cake',
      { tone: 'friendly' },
    );
    expect(made).toMatch(/^Subject: Meeting/);
    expect(made).not.toMatch(/^Subject: Maria/);
    expect(made).toContain('Hi Maria,');
    expect(made).toContain('The meeting moves to Friday at 10.');
    expect(made).toContain('Could you tell me whether you can bring the contract?');
    expect(made).toContain('Thank you for the cake.');
    expect(made).not.toMatch(/tell Maria|ask if/i);
  });

  test('an answer knows its subject and who wrote', () => {
    const original = 'Subject: Re: Order 4711\n\nDear team,\nwhere are my 20 chairs?\n\nKind regards,\nPeter Lang';
    const made = compose('email', 'we deliver on Tuesday\nprice stays at 480 euros', {
      tone: 'professional',
      original,
    });
    expect(made).toMatch(/^Subject: Re: Order 4711$/m);
    expect(made).toContain('Dear Peter Lang,');
    for (const fact of ['Tuesday', '480 euros']) expect(made).toContain(fact);
  });

  test('many points become a list, and no note about the rules stands in the mail', () => {
    const made = compose('email', 'Der Termin ist am Montag.\nDas Büro ist zu.\nWir rufen an.\nDer Preis bleibt.', {
      tone: 'formal',
    });
    expect(made.match(/^- /gm)).toHaveLength(4);
    expect(made).not.toContain('No rule of the demo engine');
  });
});

describe('posts', () => {
  const TOPIC =
    'We open our second bakery on Saturday in Harbour Street. Free cardamom buns until noon, children can shape their own pretzel. Our baker Lena has worked for this day for two years. The oven comes from Lyon and weighs four tons. Bring your own bag and get one roll for free. There will be music in the yard from three to six.';

  test.each([
    ['x', 280],
    ['bluesky', 300],
    ['threads', 500],
    ['linkedin', 900],
    ['instagram', 900],
  ])('%s gets at most %d characters, of the text’s own sentences', (platform, most) => {
    for (const topic of [TOPIC, TOPIC.repeat(20), 'city gardening', 'x'.repeat(3_000), '日本の庭'.repeat(200)]) {
      const made = compose('post', topic, { platform, hashtags: 'many', tone: 'friendly' });
      expect([...made].length).toBeLessThanOrEqual(most);
      expect(made).not.toBe('');
    }
    const [body] = compose('post', TOPIC, { platform, hashtags: 'few' }).split('\n\n#');
    for (const sentence of body!.split(/(?<=[.!?])\s+/)) expect(TOPIC).toContain(sentence);
  });

  test('hashtags come from the words, as many as wanted', () => {
    expect(compose('post', TOPIC, { platform: 'x', hashtags: 'none' })).not.toContain('#');
    const tags = compose('post', TOPIC, { platform: 'instagram', hashtags: 'many' }).match(/#\S+/g)!;
    expect(tags.length).toBeGreaterThan(3);
    for (const tag of tags) expect(TOPIC.toLowerCase().replace(/[^a-z]/g, '')).toContain(tag.slice(1).toLowerCase());
  });
});

test('an outline holds the keywords, fits a title and a description, and claims nothing', () => {
  const made = compose('outline', 'How to repot orchids at home', {
    keywords: 'repot orchid, orchid | soil',
    audience: 'beginners',
  });
  const [, title] = /\*\*Title \((\d+) characters\):\*\*/.exec(made)!;
  expect(Number(title)).toBeLessThanOrEqual(60);
  const [, description] = /\*\*Description \((\d+) characters\):\*\*/.exec(made)!;
  expect(Number(description)).toBeLessThanOrEqual(155);
  expect(made).toContain('| repot orchid | title and first paragraph |');
  expect(made).toContain('| orchid   soil |');
  expect(made).toContain('beginners');
  expect(made.match(/^### /gm)!.length).toBeGreaterThan(4);
  expect(made.match(/\?$/gm)!.length).toBeGreaterThan(3);
  expect(made).toContain('nobody here has measured');
});

describe('explaining', () => {
  const HARD =
    'The mortgage is amortised over thirty years. Inflation may exacerbate the liability. In order to mitigate the risk, the bank will utilise a variable tariff. Collateral is mandatory here.';

  test('hard words get their meaning, sentences get plainer', () => {
    const made = compose('explain', HARD, { level: 'child' });
    expect(made).toContain('**mortgage**: a loan with a house as its promise');
    expect(made).toContain('**mitigate**: to make less bad');
    expect(made).toContain('the bank will use a variable tariff');
  });

  test('a mere topic gets a frame with what is known and brackets for the rest', () => {
    const made = compose('explain', 'photosynthesis');
    expect(made).toContain('how plants make food');
    expect(made).toMatch(/\[[^\]]+\]/);
  });

  test.each([
    ['algorithms', 'a list of exact steps'],
    ['Optimized', 'as good as it can be'],
    ['fluctuates', 'up and down'],
    ['house', undefined],
    ['constructor', undefined],
  ])('%s', (word, meaning) => {
    if (meaning === undefined) expect(meaningOf(word)).toBeUndefined();
    else expect(meaningOf(word)).toContain(meaning);
  });
});

describe('answers from a document', () => {
  const DOCUMENT = `Rental agreement

The agreement begins on 1 May 2026. The monthly rent is 850 euros and is paid in advance.

Notice

The tenant may end the agreement with three months of notice. The landlord needs a reason to do so.

Pets

Cats are allowed. Dogs need written consent of the landlord.`;
  const ask = (question: string, text = DOCUMENT) => compose('answer', text, { question });

  test.each([
    ['How much is the monthly rent?', 'The monthly rent is 850 euros'],
    ['When does the agreement begin?', '1 May 2026'],
    ['Can the tenant end the agreement?', 'three months of notice'],
    ['Are dogs allowed?', 'Dogs need written consent'],
  ])('%s', (question, quote) => {
    expect(ask(question)).toContain(quote);
  });

  test('every quotation stands in the document, with its paragraph', () => {
    const quotes = [...ask('What does the landlord need for dogs?').matchAll(/^> (?!—)(.+)$/gm)].map(
      ([, quote]) => quote!,
    );
    expect(quotes.length).toBeGreaterThan(0);
    for (const quote of quotes) expect(DOCUMENT.replace(/\s+/g, ' ')).toContain(quote);
    expect(ask('Are dogs allowed?')).toMatch(/— paragraph 6 of 6/);
  });

  test.each([
    ['How many months of notice were kept?', 'keep'],
    ['What was paid?', 'pay'],
    ['Which prices were raised?', 'price'],
  ])('%s finds the same word in another form', (question, word) => {
    const made = ask(question, `Nobody came. They ${word} it. The end is near.`);
    expect(made).toContain(`They ${word} it.`);
    expect(made.match(/Not found anywhere in it: ([^.]*)/)?.[1] ?? '').not.toMatch(/kept|paid|prices/);
  });

  test('where nothing fits it says so and names the words', () => {
    const made = ask('Who wrote Hamlet?');
    expect(made).toContain('Nothing in this document fits');
    expect(made).toContain('Hamlet');
    expect(made).not.toContain('>');
    expect(ask('?', '')).toContain('no text to look in');
  });

  test('it finds its way in Chinese and German, too', () => {
    expect(ask('租金是多少？', '合同从五月开始。每月租金是八百欧元。允许养猫。')).toContain('租金是八百欧元');
    expect(
      ask('Wie hoch ist die Miete?', 'Der Vertrag beginnt im Mai. Die Miete beträgt 850 Euro. Katzen sind erlaubt.'),
    ).toContain('850 Euro');
  });
});

const ODD = [
  'x',
  '🦊🦊',
  '…',
  'مرحبا بالعالم',
  '日本語のテキストです',
  '<script>alert(1)</script>',
  '# '.repeat(500),
  'Word, '.repeat(2_000),
  '\n'.repeat(20_000),
];

test.each(['email', 'post', 'outline', 'explain', 'answer', 'chat', 'code'] as const)(
  '%s is never empty and the same each time, whatever it is given',
  (task) => {
    for (const text of ODD) {
      const options = { question: text, code: text, original: text, keywords: text, mode: 'fix' };
      const made = compose(task, text, options);
      expect(made.trim()).not.toBe('');
      expect(compose(task, text, options)).toBe(made);
    }
  },
);

test.each(['email', 'explain', 'rewrite', 'code', 'extract', 'answer'] as const)(
  '%s does not stumble over endless runs of one sign',
  (task) => {
    for (const sign of ['a', '(', '\n', ' ', ',', 'a: b\n', '. ']) {
      const text = sign.repeat(30_000);
      const startedAt = performance.now();
      const options = { code: text, question: 'a b', mode: 'review' };
      finished(composeText({ task, text, options, isEconomy: false, maxCharacters: 4_000 }));
      expect(performance.now() - startedAt).toBeLessThan(15_000);
    }
  },
);
