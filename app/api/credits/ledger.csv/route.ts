import { getTranslations } from 'next-intl/server';
import { originOf } from '@/app/_shell/origin';
import { exportLedgerSpec } from '@/app/api/_specs/credits';
import { movementWords, reasonWords } from '@/components/credits/words';
import { exportStatement, statementCsv, type CsvRow, type StatementEntry } from '@/lib/credits';
import { defineRoute } from '@/lib/http';

type Words = Awaited<ReturnType<typeof getTranslations<'credits'>>>;

async function* inWords(pages: AsyncIterable<StatementEntry[]>, t: Words, origin: string): AsyncGenerator<CsvRow[]> {
  for await (const entries of pages) {
    yield entries.map((entry) => ({
      entry,
      what: movementWords(t, entry),
      reason: reasonWords(t, entry),
      link: new URL(entry.link, origin).href,
    }));
  }
}

/** Read only as fast as it is taken: one page of the statement is in memory at a time. */
function streamOf(chunks: AsyncGenerator<string, void, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await chunks.return();
    },
  });
}

export const GET = defineRoute(exportLedgerSpec, async ({ ctx, query, services, request }) => {
  const pages = exportStatement({ ctx, input: query });
  const t = await getTranslations('credits');
  const chunks = statementCsv(inWords(pages, t, originOf(services, request.headers)));
  const day = ctx.clock.now().toISOString().slice(0, 10);
  return new Response(streamOf(chunks), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="credits-${day}.csv"`,
    },
  });
});
