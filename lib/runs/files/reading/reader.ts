/**
 * A process of its own that reads one file of a stranger and ends: what goes wrong in here (endless loops, gigabytes, a
 * parser's fault) ends this process and nothing else. It may neither write files nor start anything.
 */
import { buffer } from 'node:stream/consumers';
import { cannotRead, type ReadingAnswer, type ReadingOrder } from './order.ts';

async function read(order: ReadingOrder, bytes: Uint8Array): Promise<ReadingAnswer> {
  switch (order.format) {
    case 'pdf':
      return (await import('./read-pdf.ts')).readPdf(bytes, order);
    case 'docx':
      return (await import('./read-docx.ts')).readDocx(bytes, order);
    default:
      return (await import('./read-sound.ts')).readSound(bytes, order.format);
  }
}

const order = JSON.parse(process.argv[2] ?? '{}') as ReadingOrder;
const bytes = new Uint8Array(await buffer(process.stdin));
const answer = await read(order, bytes).catch(() => cannotRead('damaged'));
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
