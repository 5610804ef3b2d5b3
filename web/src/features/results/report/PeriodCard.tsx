import type { Period } from '../../../api/calls';
import { Button } from '../../../ui/Button';
import { DayField } from '../../../ui/DayField';
import { Card } from '../../../ui/Page';
import { presetsOf } from './periods';
import classes from './report.module.css';

interface Props {
  today: string;
  period: Period;
  onPeriod: (change: { van?: string | undefined; tot?: string | undefined }) => void;
}

export function PeriodCard({ today, period: { from, until }, onPeriod }: Props) {
  return (
    <Card>
      <div className={classes.period} role="group" aria-label="Periode">
        <div className={classes.presets}>
          {presetsOf(today).map(({ name, period }) => {
            const chosen = period.from === from && period.until === until;
            return (
              <Button
                key={name}
                size="md"
                variant={chosen ? 'filled' : 'default'}
                aria-pressed={chosen}
                onClick={() => onPeriod({ van: period.from, tot: period.until })}
              >
                {name}
              </Button>
            );
          })}
        </div>
        <DayField label="Van" value={from} onChange={(day) => onPeriod({ van: day })} />
        <DayField
          label="Tot en met"
          value={until}
          onChange={(day) => onPeriod({ tot: day })}
          error={until < from ? 'Deze dag ligt voor de eerste dag' : undefined}
        />
      </div>
    </Card>
  );
}
