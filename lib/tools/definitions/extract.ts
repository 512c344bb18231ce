import type { FieldError } from '@/lib/errors';
import type { ToolCall, ToolDefinition, Verdict } from '../definition';
import { isFault, isFlat, jsonSchemaOf, judgeRecords, readFields } from '../extract';
import { longText } from './fields';
import { framed, materialRule, rules, words } from './frame';
import { option } from './options';
import { coveredBothWays, mostBothWays, outputTokensFor } from './output-tokens';

function check(call: ToolCall): FieldError[] {
  const shape = readFields(words(call, 'fields'));
  if (isFault(shape)) return [{ path: 'input.fields', message: shape.fault }];
  if (call.options.format === 'table' && !isFlat(shape))
    return [{ path: 'options.format', message: 'a table holds no records inside of records; choose json' }];
  return [];
}

export const extract: ToolDefinition = {
  id: 'extract',
  version: 1,
  name: 'Extract data',
  kind: 'text',
  group: 'work',
  description: 'Name the fields you want and get them out of any text as a table or as JSON, checked field by field.',
  covers: coveredBothWays,
  fields: (limits) => [
    longText({
      id: 'text',
      label: 'Text with the data',
      placeholder: 'Paste invoices, listings, a mail thread, minutes…',
      maxLength: mostBothWays(limits),
    }),
    longText({
      id: 'fields',
      label: 'Fields',
      placeholder: 'name, price:number, available:boolean, from:date',
      hint: 'Names, with “:number”, “:date”, “:boolean”, “:list” or choices such as “:open|closed” where it matters. A JSON Schema works, too.',
      maxLength: 8_000,
    }),
  ],
  options: [option('format', 'Show as', { table: 'Table', json: 'JSON' })],
  examples: [
    {
      title: 'Flats from a newsletter',
      input: {
        text: 'This week: a bright two-room flat in Nordend, 64 m², 1,180 euros plus heating, free from 1 March 2027, pets welcome. In Bockenheim a studio of 31 m² for 690 euros, available now, no pets. And for families: four rooms in Seckbach, 112 m² with garden, 1,950 euros, from 15 April 2027.',
        fields: 'district, rooms:integer, area:number, rent:number, free from:date, pets:boolean',
      },
      options: { format: 'table' },
    },
    {
      title: 'Open invoices',
      input: {
        text: 'Invoices of March\n\nNo. 2041, Lindqvist Carpentry, 480.00 euros, due 12 April 2027, open\nNo. 2042, Studio Elbe, 1,250.50 euros, due 3 April 2027, paid\nNo. 2043, Harbour Bakery, 96.20 euros, due 20 April 2027, open',
        fields: 'customer, amount:number, due:date, state:open|paid',
      },
      options: { format: 'table' },
    },
    {
      title: 'An order as JSON',
      input: {
        text: 'Hi, could you send us 12 boxes of the A4 paper (80 g) and 3 toner cartridges TN-2420? Please deliver to Hafenstrasse 14, 20457 Hamburg. Regards, Mira Okafor, Studio Elbe',
        fields:
          '{"type":"object","properties":{"customer":{"type":"string"},"address":{"type":"string"},"items":{"type":"array","items":{"type":"object","properties":{"article":{"type":"string"},"quantity":{"type":"integer","minimum":1}},"required":["article","quantity"]}}},"required":["customer","items"]}',
      },
      options: { format: 'json' },
    },
  ],
  check,
  judge: (text, call): Verdict => judgeRecords(text, words(call, 'fields')),
  render: (call, limits) => {
    const [text, fields] = [words(call, 'text'), words(call, 'fields')];
    const shape = readFields(fields);
    // Checked before; a tool that is only priced has fields of one letter.
    if (isFault(shape)) throw new Error(`fields that cannot be read: ${shape.fault}`);
    const schema = jsonSchemaOf(shape);
    return {
      kind: 'text',
      instructions: rules(
        'You extract data from the text in <text>. <schema> is the JSON Schema of your answer.',
        'Answer with JSON alone that fits the schema exactly: one object with “records”, a list with one record for each thing the text describes, in the order of the text. No fence, no comment.',
        'Take every value from the text. What the text does not say is null; never guess, never fill in from general knowledge. Where nothing fits, “records” is an empty list.',
        'Texts as they stand there, without surrounding quotation marks. Numbers without units, currency signs or thousands separators, with a point for decimals. Days as YYYY-MM-DD, only where day, month and year are known or clearly implied.',
        call.options.format === 'json'
          ? 'Values are complete, also where they run over several lines.'
          : 'Each record becomes the row of a table: keep values short, without line breaks.',
        materialRule('text'),
      ),
      ...framed({ schema: JSON.stringify(schema), text }),
      userCharacters: text.length,
      coveredCharacters: coveredBothWays(limits),
      json: { name: 'records', schema },
      maxOutputTokens: outputTokensFor(text, limits),
      temperature: 0,
      demo: { task: 'extract', text, options: { ...call.options, fields } },
    };
  },
};
