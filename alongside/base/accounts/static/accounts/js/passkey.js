// Passkeys: a form with data-passkey asks the device before it is sent.
//
//   <form data-passkey="create" data-options="…">          adds a passkey
//   <form data-passkey="get" data-options="…">             shows one
//   <form data-passkey="get" data-options-from="/address"> asks the server for the challenge first
//
// The answer goes into the hidden field named "credential", as JSON with binary parts in base64url.

const toBytes = (text) => {
  const plain = text.replaceAll('-', '+').replaceAll('_', '/')
  return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0))
}

const toText = (buffer) => {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('')
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

const withBytes = (list) => (list ?? []).map((item) => ({ ...item, id: toBytes(item.id) }))

const create = async ({ publicKey }) => {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
      // Kept on the device and shown only with a finger, a face or a PIN: both factors in one.
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'required',
      },
    },
  })
  const { response } = credential
  return {
    ...common(credential),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      attestationObject: toText(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  }
}

const get = async ({ publicKey }) => {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  })
  const { response } = credential
  return {
    ...common(credential),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      authenticatorData: toText(response.authenticatorData),
      signature: toText(response.signature),
      userHandle: response.userHandle ? toText(response.userHandle) : null,
    },
  }
}

const common = (credential) => ({
  type: credential.type,
  id: credential.id,
  rawId: toText(credential.rawId),
  clientExtensionResults: credential.getClientExtensionResults(),
})

const options = async (form) => {
  if (form.dataset.options) return JSON.parse(form.dataset.options)
  const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
  return (await answer.json()).request_options
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const problem = document.querySelector('[data-passkey-problem]')
    if (problem) problem.hidden = true
    try {
      const ask = form.dataset.passkey === 'create' ? create : get
      form.elements.credential.value = JSON.stringify(await ask(await options(form)))
      form.submit() // does not fire "submit" again
    } catch {
      // Cancelled, no passkey here, or no network: the page says so and the other ways remain.
      if (problem) {
        problem.hidden = false
        problem.tabIndex = -1
        problem.focus()
      }
    }
  })
}
