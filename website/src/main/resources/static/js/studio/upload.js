import { call } from "./api.js";
import { field, make } from "./dom.js";

const TYPES = "image/jpeg,image/png,image/gif";

const LARGEST = 10 * 1024 * 1024;

/** A form that adds an image: a file that is chosen or dropped, and what it says to those who do not see it. */
export class Upload {
  /**
   * @param say tells how it goes
   * @param added is given the image when it is there
   */
  constructor(say, added) {
    this.say = say;
    this.added = added;
    this.element = make(
      "form",
      {
        class: "form upload",
        submit: (event) => {
          event.preventDefault();
          this.send();
        },
        dragover: (event) => {
          event.preventDefault();
          this.element.dataset.over = "";
        },
        dragleave: () => delete this.element.dataset.over,
        drop: (event) => this.drop(event),
      },
      field("File", { id: "file", type: "file", accept: TYPES, required: true }, "JPEG, PNG or GIF, or drop one here"),
      field("In words", { id: "alt", required: true, maxlength: 300, autocomplete: "off" }, "for those who do not see it"),
      make("button", { type: "submit" }, "Add it"),
    );
    this.file = this.element.querySelector("#file");
    this.alt = this.element.querySelector("#alt");
  }

  drop(event) {
    event.preventDefault();
    delete this.element.dataset.over;
    if (event.dataTransfer.files.length === 1) {
      this.file.files = event.dataTransfer.files;
      this.say(`${this.file.files[0].name} is chosen. Say what it shows, then add it.`);
      this.alt.focus();
    } else {
      this.say("Drop one file at a time: each needs words of its own.");
    }
  }

  async send() {
    const [file] = this.file.files;
    if (this.busy || !file) {
      return;
    }
    if (file.size > LARGEST) {
      this.say(`${file.name} has more than 10 MB. Make it smaller first.`);
      return;
    }
    this.busy = true;
    this.say("Adding…");
    const query = new URLSearchParams({ name: file.name.slice(0, 120), alt: this.alt.value.trim() });
    const answer = await call("POST", `/api/media?${query}`, { file });
    this.busy = false;
    if (answer.ok) {
      this.element.reset();
      this.say(answer.status === 201 ? "Added." : "It was there already.");
      this.added(answer.data);
    } else {
      const errors = answer.data?.errors ?? [];
      this.say(errors.map(sentence).join(" ") || answer.words);
    }
  }
}

const NAMES = { body: "The file", alt: "What it says in words", name: "Its name" };

function sentence({ field: name, message }) {
  return `${NAMES[name] ?? name} ${message}.`;
}
