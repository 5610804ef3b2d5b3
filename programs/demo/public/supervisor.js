// What a supervisor sees: all lessons with their words, each to be tried.
const find = (id) => document.getElementById(id);

function row({ lesson, words, test }) {
  const name = document.createElement('strong');
  name.textContent = test ? `Les ${lesson} · toets` : `Les ${lesson}`;
  const list = document.createElement('span');
  list.textContent = words.join(', ');
  const link = document.createElement('a');
  link.href = `${location.pathname}/proberen/${lesson}`;
  link.append(name, list);
  const item = document.createElement('li');
  item.append(link);
  return item;
}

async function start() {
  const answer = await fetch(`${location.pathname}/lessen`);
  if (answer.status === 404) {
    // The session is over: the page says so itself.
    location.reload();
    return;
  }
  const { firstName, returnUrl, lessons } = await answer.json();
  find('hello').textContent = `Dag ${firstName}`;
  find('stop').href = returnUrl;
  find('lessons').replaceChildren(...lessons.map(row));
}

void start();
