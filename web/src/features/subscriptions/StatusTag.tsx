import { Fragment } from 'react';
import type { Subscription } from '../../api/types';
import { ClockIcon, CrossIcon, TickIcon } from '../../ui/icons';
import { statusText } from './words';
import classes from './subscriptions.module.css';

const icons = { active: TickIcon, upcoming: ClockIcon, ending: ClockIcon, ended: CrossIcon };

/** R4.13.1: in words, with a picture and a colour. A line may end between words, but not within a date. */
export function StatusTag({ of }: { of: Pick<Subscription, 'status' | 'starts_on' | 'ends_on'> }) {
  const Icon = icons[of.status];
  return (
    <span className={classes.status} data-status={of.status}>
      <Icon size={16} />
      <span>
        {statusText(of)
          .split(' ')
          .map((word, at) => (
            <Fragment key={word}>
              {at === 0 ? null : ' '}
              <span>{word}</span>
            </Fragment>
          ))}
      </span>
    </span>
  );
}
