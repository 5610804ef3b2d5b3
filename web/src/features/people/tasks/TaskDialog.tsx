import type { ComponentType } from 'react';
import { ArchiveDialog, UnarchiveDialog } from './ArchiveDialog';
import { ProfessionalsDialog } from './ProfessionalsDialog';
import { PupilsDialog } from './PupilsDialog';
import { RemoveRoleDialog } from './RemoveRoleDialog';
import type { TaskProps } from './TaskForm';
import type { TaskKey } from './tasks';
import { YearGroupDialog } from './YearGroupDialog';

const dialogs: Record<TaskKey, ComponentType<TaskProps>> = {
  archiveren: ArchiveDialog,
  dearchiveren: UnarchiveDialog,
  'professionals-koppelen': ProfessionalsDialog,
  'leerlingen-koppelen': PupilsDialog,
  'rollen-verwijderen': RemoveRoleDialog,
  'leerjaar-aanpassen': YearGroupDialog,
};

export function TaskDialog({ task, ...props }: TaskProps & { task: string }) {
  const Dialog = dialogs[task as TaskKey];
  return <Dialog {...props} />;
}
