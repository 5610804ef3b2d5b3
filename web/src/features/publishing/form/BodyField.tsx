import '../../../ui/fields';
import { Textarea } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { previewText } from '../../../api/calls';
import { messageOf } from '../../../api/messages';
import { Markdown } from '../../../ui/Markdown';
import { useUpload } from './useUpload';
import classes from './form.module.css';

const most = 20_000;

interface Props {
  label: string;
  value: string;
  error?: string | undefined;
  onChange: (text: string) => void;
}

/** A text in Markdown: buttons for those who do not know it, and beside it what readers will see. */
export function BodyField({ label, value, error, onChange }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const picture = useRef<HTMLInputElement>(null);

  /** Puts marks round what is selected, or round words that say what to put there. */
  const wrap = (before: string, words: string, after: string) => {
    const field = area.current;
    if (field === null) return;
    const { selectionStart: start, selectionEnd: end } = field;
    const chosen = value.slice(start, end) || words;
    onChange(value.slice(0, start) + before + chosen + after + value.slice(end));
    // The words are selected, to be typed over.
    setTimeout(() => {
      field.focus();
      field.setSelectionRange(start + before.length, start + before.length + chosen.length);
    });
  };
  /** Begins each chosen line so. */
  const lines = (begin: (at: number) => string, words: string) => {
    const field = area.current;
    if (field === null) return;
    const start = value.lastIndexOf('\n', field.selectionStart - 1) + 1;
    const end = Math.max(field.selectionEnd, start);
    const chosen = (value.slice(start, end) || words).split('\n');
    const gap = start === 0 || value.slice(0, start).endsWith('\n\n') ? '' : '\n';
    const put = gap + chosen.map((line, at) => begin(at) + line).join('\n');
    onChange(value.slice(0, start) + put + value.slice(end));
    setTimeout(() => {
      field.focus();
      field.setSelectionRange(start + put.length, start + put.length);
    });
  };
  const upload = useUpload(({ address, name }) => wrap(`![${name.replace(/\.\w+$/, '')}](${address})`, ' ', ''));
  const { sending } = upload;

  return (
    <div className={classes.body}>
      <div className={classes.write}>
        <div className={classes.marks} role="group" aria-label="Opmaak van de tekst">
          <Mark name="Vet" onPress={() => wrap('**', 'vette woorden', '**')}>
            <strong>B</strong>
          </Mark>
          <Mark name="Schuin" onPress={() => wrap('_', 'schuine woorden', '_')}>
            <em>I</em>
          </Mark>
          <Mark name="Kopje" onPress={() => lines(() => '## ', 'Kopje')}>
            Kopje
          </Mark>
          <Mark name="Lijst" onPress={() => lines(() => '- ', 'eerste punt')}>
            Lijst
          </Mark>
          <Mark name="Stappen" onPress={() => lines((at) => `${at + 1}. `, 'eerste stap')}>
            Stappen
          </Mark>
          <Mark name="Link" onPress={() => wrap('[', 'woorden van de link', '](https://)')}>
            Link
          </Mark>
          <Mark name="Afbeelding" onPress={() => picture.current?.click()}>
            {sending !== undefined && sending.fault === undefined ? 'Bezig…' : 'Afbeelding'}
          </Mark>
        </div>
        <input
          ref={picture}
          type="file"
          hidden
          accept="image/png,image/jpeg,image/webp,image/gif"
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            if (chosen !== undefined) upload.start(chosen);
          }}
        />
        {sending?.fault === undefined ? null : (
          <p role="alert" className={classes.fault}>
            {messageOf(sending.fault)}
          </p>
        )}
        <Textarea
          ref={area}
          size="md"
          label={label}
          rows={14}
          value={value}
          error={error}
          description={`${Array.from(value).length.toLocaleString('nl')} van ${most.toLocaleString('nl')} tekens`}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      <Preview text={value} />
    </div>
  );
}

function Mark({ name, onPress, children }: { name: string; onPress: () => void; children: ReactNode }) {
  return (
    <button type="button" className={classes.mark} aria-label={name} onClick={onPress}>
      {children}
    </button>
  );
}

/** After a short rest, as the server makes it. */
function Preview({ text }: { text: string }) {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), 400);
    return () => clearTimeout(timer);
  }, [text]);
  const preview = useQuery({
    queryKey: ['operator', 'preview', rested],
    queryFn: () => previewText(rested),
    enabled: rested.trim() !== '' && Array.from(rested).length <= most,
    placeholderData: keepPreviousData,
    staleTime: 'static',
    gcTime: 0,
  });
  const html = rested.trim() === '' ? undefined : preview.data;
  return (
    <section className={classes.preview} aria-label="Voorbeeld van de tekst">
      <span className={classes.label}>Zo zien lezers het</span>
      {preview.isLoadingError ? <p className={classes.fault}>{messageOf(preview.error)}</p> : null}
      {html === undefined ? <p className={classes.hint}>Typ een tekst, dan zie je hier hoe hij eruitziet.</p> : null}
      {html === undefined ? null : <Markdown html={html} />}
    </section>
  );
}
