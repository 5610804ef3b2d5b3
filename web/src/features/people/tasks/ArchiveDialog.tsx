import { archive, unarchive } from '../../../api/calls';
import { counted } from '../../../api/messages';
import { whoAre } from '../words';
import { toTicked } from './selection';
import { TaskForm, type TaskProps } from './TaskForm';

/** R4.5.1 */
export function ArchiveDialog({ school, people, ...task }: TaskProps) {
  const many = people.length > 1;
  return (
    <TaskForm
      {...task}
      title="Gebruikers archiveren"
      button="Archiveren"
      people={people}
      summary={`Je archiveert ${whoAre(people)}. ${many ? 'Ze kunnen' : 'Die kan'} daarna niet meer inloggen en ${many ? 'hun licenties komen' : 'de licenties komen'} vrij. De koppelingen blijven bewaard.`}
      run={() => archive(school.id, toTicked(people))}
      told={(done) =>
        `${many ? counted(done.people, 'gebruiker staat', 'gebruikers staan') : `${whoAre(people)} staat`} nu in het archief.`
      }
    />
  );
}

/** R4.6.2 */
export function UnarchiveDialog({ school, people, ...task }: TaskProps) {
  const many = people.length > 1;
  return (
    <TaskForm
      {...task}
      title="Gebruikers dearchiveren"
      button="Dearchiveren"
      people={people}
      summary={`Je haalt ${whoAre(people)} uit het archief. De koppelingen van vroeger gaan weer aan, als ze nog kunnen. Leerlingen krijgen weer een licentie.`}
      run={() => unarchive(school.id, toTicked(people))}
      told={(done) =>
        `${many ? counted(done.people, 'gebruiker is', 'gebruikers zijn') : `${whoAre(people)} is`} weer actief.`
      }
    />
  );
}
