import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Notification.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/notifications/styles.layer.css';
import { Notifications, notifications } from '@mantine/notifications';
import { TickIcon, WarningIcon } from './icons';
import { messageOf } from '../api/messages';

const closeButtonProps = { 'aria-label': 'Sluiten' };

export function notifyGood(message: string) {
  notifications.show({ message, icon: <TickIcon />, color: 'sea', radius: 'lg', autoClose: 10_000, closeButtonProps });
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

export const Notices = () => <Notifications position="bottom-center" />;
