import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import php from 'highlight.js/lib/languages/php';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import swift from 'highlight.js/lib/languages/swift';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';

/** A piece of code in one colour; `kind` is null where it has none. */
export interface CodePiece {
  kind: string | null;
  text: string;
}

/** Longer code stays in one colour: hostile code takes time that grows with its square. */
const MOST = 10_000;

const lowlight = createLowlight({
  ...{ bash, c, cpp, csharp, css, diff, go, java, javascript, json, kotlin },
  ...{ php, python, ruby, rust, sql, swift, typescript, xml, yaml },
});

type Root = ReturnType<typeof lowlight.highlight>;
type Child = Root['children'][number];

function flatten(children: readonly Child[], kind: string | null, pieces: CodePiece[]): CodePiece[] {
  for (const child of children) {
    if (child.type === 'text') pieces.push({ kind, text: child.value });
    if (child.type !== 'element') continue;
    const names = child.properties.className;
    const own = Array.isArray(names) ? String(names[0]).replace('hljs-', '') : null;
    flatten(child.children, own ?? kind, pieces);
  }
  return pieces;
}

/** Code in its colours; null for a language that is not known, and for what is too long or nested too deeply. */
export function highlight(code: string, language: string): CodePiece[] | null {
  if (code.length > MOST || !lowlight.registered(language)) return null;
  try {
    return flatten(lowlight.highlight(language, code).children, null, []);
  } catch {
    // Brackets within brackets by the thousand use up the stack.
    return null;
  }
}
