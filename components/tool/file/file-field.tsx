'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui';
import { inputName } from '../form-values';
import type { FileKind, InputField } from '../types';
import type { FieldFault } from '../values';
import { acceptOf, mayTake } from './accepts';
import { ChooseFile } from './choose-file';
import { FileCard } from './file-card';
import { SendingFile } from './sending-file';
import type { UploadClient } from './upload-client';
import { useDropped } from './use-dropped';
import { useUpload, type UploadState } from './use-upload';

/** What file fields need from the page. */
export interface FileDesk {
  client: UploadClient;
  /** How large an upload of each kind may be. */
  megabytes: Record<FileKind, number>;
  /** Where a guest signs in; null for those who have. */
  signInHref: string | null;
}

interface FileFieldProps {
  field: InputField;
  value: string;
  fault: FieldFault | undefined;
  serverError: string | undefined;
  desk: FileDesk;
  onChange(id: string): void;
}

function useWords() {
  const t = useTranslations('fileField');
  return {
    error: (state: UploadState, { fault, serverError }: Pick<FileFieldProps, 'fault' | 'serverError'>) => {
      if (state.phase === 'failed') {
        const { code, detail } = state.problem;
        if (code === 'tooLarge') return t('tooLarge', { most: Number(detail) });
        return code === 'offline' || code === 'unauthenticated' ? t(code) : detail || t('failed');
      }
      if (state.phase === 'empty' && state.gone) return t('gone');
      return fault ? t('missing') : serverError;
    },
    said: (state: UploadState): string => {
      if (state.phase === 'sending') return t('sending', { name: state.file.name });
      return state.phase === 'kept' && state.file.name !== '' ? t('ready', { name: state.file.name }) : '';
    },
  };
}

/** A file of the user's: chosen, dropped, pasted, photographed or recorded; the form carries its id. */
export function FileField({ field, value, fault, serverError, desk, onChange }: FileFieldProps) {
  const t = useTranslations('fileField');
  const words = useWords();
  const { state, send, cancel, remove } = useUpload(desk, value, onChange);
  const free = state.phase === 'empty' && desk.signInHref === null;
  const { over, target } = useDropped(free, send, (type) => mayTake(field, type));
  return (
    <Field
      id={`field-${field.id}`}
      label={field.label}
      hint={field.hint}
      error={words.error(state, { fault, serverError })}
      aside={field.required ? undefined : t('optional')}
    >
      {(control) => (
        <div {...(free ? target : {})}>
          {/* Without script nothing can be uploaded, yet what a draft named still rides along. */}
          <input type="hidden" name={inputName(field.id)} value={value} />
          <noscript>
            <p className="rounded-control bg-sunken p-3 text-sm">{t('needsScript')}</p>
          </noscript>
          {state.phase === 'empty' && (
            <ChooseFile
              {...{ field, control, over, send }}
              accept={acceptOf(field)}
              signInHref={desk.signInHref}
              megabytes={desk.megabytes[field.accepts?.[0] ?? 'document']}
            />
          )}
          {(state.phase === 'sending' || state.phase === 'failed') && (
            <SendingFile state={state} onCancel={cancel} onRetry={() => send(state.file)} />
          )}
          {state.phase === 'finding' && <div className="h-17 animate-pulse rounded-control bg-sunken" />}
          {state.phase === 'kept' && <FileCard file={state.file} onRemove={remove} />}
          <p role="status" className="sr-only">
            {words.said(state)}
          </p>
        </div>
      )}
    </Field>
  );
}
