import type { Subscription } from '../../api/types';
import { ClockIcon, CrossIcon, TickIcon } from '../../ui/icons';
import { statusText } from './words';
import classes from './subscriptions.module.css';

const icons = { active: TickIcon, upcoming: ClockIcon, ending: ClockIcon, ended: CrossIcon };

/** R4.13.1: in words, with a picture and a colour. */
export function StatusTag({ of }: { of: Pick<Subscription, 'status' | 'starts_on' | 'ends_on'> }) {
  const Icon = icons[of.status];
  return (
    <span className={classes.status} data-status={of.status}>
      <Icon size={16} />
      {statusText(of)}
    </span>
  );
}
