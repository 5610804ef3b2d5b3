import { Link } from '@tanstack/react-router';
import { counted } from '../../api/messages';
import type { SchoolOverview } from '../../api/types';
import { longDay } from '../../ui/days';
import { Note } from '../../ui/Note';
import { waitingText } from './words';
import classes from './subscriptions.module.css';

type Notice = SchoolOverview['notices'][number];

/** What an administrator should know of the school's subscriptions before it is too late. */
export function SubscriptionNotices({ school, notices }: { school: string; notices: Notice[] }) {
  if (notices.length === 0) return null;
  return (
    <section className={classes.notices} aria-label="Over je abonnementen">
      {notices.map((notice) => (
        <Note key={`${notice.subscription} ${notice.kind}`}>
          <p>{noticeText(notice)}</p>
          <Link
            to="/school/$school/beheer/abonnementen/$subscription"
            params={{ school, subscription: notice.subscription }}
          >
            {`Bekijk het abonnement op ${notice.product}`}
          </Link>
        </Note>
      ))}
    </section>
  );
}

function noticeText(notice: Notice): string {
  const { product, kind, days, seats_used: used, seats_total: total } = notice;
  if (kind === 'ends') {
    return `Het abonnement op ${product} stopt op ${longDay(notice.ends_on ?? '')}, over ${counted(days ?? 0, 'dag', 'dagen')}.`;
  }
  if (kind === 'waiting') return waitingText(product, notice.pupils);
  if (used >= total && total === 1) return `De enige licentie van ${product} is in gebruik. Er kan niemand meer bij.`;
  return used >= total
    ? `Alle ${total} licenties van ${product} zijn in gebruik. Er kan niemand meer bij.`
    : `Van ${product} zijn ${used} van de ${counted(total, 'licentie', 'licenties')} in gebruik.`;
}
