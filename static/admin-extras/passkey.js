// The button that asks the browser for a passkey, and a word where it gives none: none is there, or somebody said no.
// The button can be pressed once these scripts listen, and never without them.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-refused").hidden = false;
});

const form = document.querySelector("form[data-passkey]");
const button = "use-passkey";
allauth.webauthn.forms[form.dataset.passkey]({ ids: { add: button, authenticate: button, credential: form.elements.credential.id, data: "options" } });
document.getElementById(button).disabled = false;
