import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Notification.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/notifications/styles.layer.css';
import { Notifications, notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { messageOf } from '../api/messages';
import { Button } from './Button';
import { TickIcon, WarningIcon } from './icons';
import classes from './notify.module.css';

const closeButtonProps = { 'aria-label': 'Sluiten' };

interface Action {
  label: string;
  run: () => void;
  /** Where the focus goes when the notice is closed by keyboard. */
  back?: () => HTMLElement | null;
}

// There is one notice of what was done last; the next one takes its place.
const last = 'gedaan';
let serial = 0;

export function notifyGood(message: string, action?: Action) {
  serial += 1;
  notifications.hide(last);
  notifications.show({
    id: last,
    message: action === undefined ? message : <Offer key={serial} message={message} action={action} />,
    icon: <TickIcon />,
    color: 'sea',
    radius: 'lg',
    autoClose: action === undefined ? 10_000 : false,
    closeButtonProps,
  });
}

export function notifyBad(error: unknown) {
  notifications.show({
    message: messageOf(error),
    icon: <WarningIcon />,
    color: 'red',
    radius: 'lg',
    autoClose: false,
    closeButtonProps,
  });
}

const patience = 45_000;

/**
 * A notice that one can answer. It takes the focus, so that it is read aloud and the button is one Tab away; the time
 * only runs while nobody is at it, and Escape closes it.
 */
function Offer({ message, action }: { message: string; action: Action }) {
  const root = useRef<HTMLDivElement>(null);
  const { back } = action;
  useEffect(() => {
    const notice = root.current?.closest<HTMLElement>('[role=alert]') ?? root.current;
    if (notice === null) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => notifications.hide(last), patience);
    };
    const hold = () => clearTimeout(timer);
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      notifications.hide(last);
      back?.()?.focus();
    };
    const listeners: [string, EventListener][] = [
      ['focusin', hold],
      ['focusout', wait],
      ['pointerenter', hold],
      ['pointerleave', wait],
      ['keydown', leave as EventListener],
    ];
    for (const [name, listener] of listeners) notice.addEventListener(name, listener);
    wait();
    root.current?.focus({ preventScroll: true });
    return () => {
      clearTimeout(timer);
      for (const [name, listener] of listeners) notice.removeEventListener(name, listener);
    };
  }, [back]);
  return (
    <div ref={root} className={classes.offer} tabIndex={-1}>
      <p>{message}</p>
      <Button
        size="sm"
        variant="default"
        onClick={() => {
          notifications.hide(last);
          back?.()?.focus();
          action.run();
        }}
      >
        {action.label}
      </Button>
    </div>
  );
}

// A notice of before is no part of what a dialog asks. (Mantine's dialogs are at 200.)
const underDialogs = 199;

export const Notices = () => (
  <Notifications
    position="bottom-center"
    zIndex={underDialogs}
    classNames={{ root: classes.notices ?? '', notification: classes.notice ?? '' }}
  />
);
