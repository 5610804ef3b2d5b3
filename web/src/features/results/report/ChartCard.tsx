import { CatchBoundary } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { Card } from '../../../ui/Page';
import classes from './report.module.css';

interface Props {
  title: string;
  /** What the drawing is of, for who cannot see it. */
  drawing: string;
  chart: ReactNode;
  table: ReactNode;
}

/** A drawing, with the same figures in a table. */
export function ChartCard({ title, drawing, chart, table }: Props) {
  return (
    <Card title={title}>
      <div className={classes.chart}>
        {/* Its code comes by itself, and may not come at all. */}
        <CatchBoundary getResetKey={() => title} errorComponent={NoChart}>
          <div role="img" aria-label={`${drawing}. De cijfers staan in de tabel hieronder.`}>
            <Suspense>{chart}</Suspense>
          </div>
        </CatchBoundary>
      </div>
      <details className={classes.details}>
        <summary>Toon als tabel</summary>
        {table}
      </details>
    </Card>
  );
}

const NoChart = () => <p>De grafiek is nu niet te zien. De cijfers staan in de tabel hieronder.</p>;
