import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Dialog.module.css';

interface Props {
  title: string;
  open: boolean;
  onClose: () => void;
  size?: 'sm' | 'lg' | 'xl';
  children: ReactNode;
}

export function Dialog({ title, open, onClose, size = 'lg', children }: Props) {
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size={size}
      centered
      radius="xl"
      padding="xl"
      // Mantine would write a <style> element to keep the page still; base.css does it.
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Sluiten', size: 'lg' }}
      overlayProps={{ backgroundOpacity: 0.45, color: '#092c4e' }}
      classNames={{ title: classes.title, content: classes.content, body: classes.body }}
    >
      {children}
    </Modal>
  );
}

export const DialogButtons = ({ children }: { children: ReactNode }) => (
  <div className={classes.buttons}>{children}</div>
);
