import type { ContentRow } from '../../api/types';
import { ClockIcon, CrossIcon, PencilIcon, TickIcon } from '../../ui/icons';
import { stateText } from './words';
import classes from './publishing.module.css';

const icons = { draft: PencilIcon, planned: ClockIcon, visible: TickIcon, ended: CrossIcon };

interface Props {
  of: Pick<ContentRow, 'kind' | 'state' | 'published_from' | 'published_until'>;
}

/** In words, with a picture and a colour. */
export function StateTag({ of }: Props) {
  const Icon = icons[of.state];
  return (
    <span className={classes.state} data-state={of.state}>
      <Icon size={16} />
      {stateText(of)}
    </span>
  );
}
