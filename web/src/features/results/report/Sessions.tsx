import { useEffect, useRef, useState } from 'react';
import { counted } from '../../../api/messages';
import type { Report } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { Card } from '../../../ui/Page';
import { timeText } from '../time';
import { FigureTable, Moment } from './FigureTable';

const step = 25;
const places = { home: 'thuis', school: 'op school' };

/** The newest first; there may be thousands, so they come by the handful. */
export function Sessions({ sessions }: { sessions: Report['sessions'] }) {
  const [shown, setShown] = useState(step);
  const table = useRef<HTMLDivElement>(null);
  // Reading goes on at the first new one.
  useEffect(() => {
    if (shown > step) table.current?.querySelectorAll<HTMLElement>('tbody th')[shown - step]?.focus();
  }, [shown]);
  return (
    <Card title="Oefensessies">
      {sessions.length === 0 ? (
        <p>In deze periode is niet geoefend.</p>
      ) : (
        <>
          <div ref={table}>
            <FigureTable
              caption="Oefensessies"
              columns={[
                { name: 'Begonnen op' },
                { name: 'Duur', isNumber: true },
                { name: 'Plaats' },
                { name: 'Les', isNumber: true },
              ]}
              rows={sessions.slice(0, shown).map(({ at, seconds, place, lesson }, index) => ({
                key: index,
                cells: [<Moment key={index} at={at} />, timeText(seconds), places[place], lesson ?? '–'],
              }))}
            />
          </div>
          {sessions.length > shown ? (
            <div>
              <Button variant="default" size="md" onClick={() => setShown(shown + step)}>
                {`Toon meer (nog ${counted(sessions.length - shown, 'sessie', 'sessies')})`}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Card>
  );
}
