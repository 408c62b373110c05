/* Hasil kunjungan yang menunggu jaringan. Tanpa berkas ini formulirnya tetap bisa dikirim.
   Yang disimpan di ponsel hanya nomor kunjungan dan isi formulir: tidak ada nama atau alamat. */
"use strict";
(() => {
  const bar = document.querySelector("[data-antrean]");
  if (!bar) return;
  // The example beside an office is served below a folder: its results are its own.
  const root = document.body.dataset.akar || "";
  const PREFIX = root ? "sijempol-antre-latihan:" : "sijempol-antre:";
  const AGAIN_MS = 20000;
  const PATIENCE_MS = 30000;
  const KEPT = /^(kunci|orang|sisa|alasan|jumlah-[A-Z_]+|dari|hari|unit)$/;
  const me = bar.dataset.siapa;
  let busy = false;
  let outside = false;

  // Each form has an entry of its own, so that two tabs never overwrite each other's.
  const entries = () =>
    Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => {
        try {
          return { name, ...JSON.parse(localStorage.getItem(name)) };
        } catch {
          return null;
        }
      })
      .filter((entry) => entry && entry.jalan && entry.isi)
      .sort((a, b) => a.saat - b.saat);

  const save = (entry) => {
    const { name, ...rest } = entry;
    localStorage.setItem(name, JSON.stringify(rest));
  };

  const show = () => {
    const all = entries();
    const mine = all.filter((entry) => entry.siapa === me && !entry.tolak);
    const refused = all.filter((entry) => entry.siapa === me && entry.tolak);
    const foreign = all.length - mine.length - refused.length;
    const told = [];
    if (mine.length && outside) told.push(`Masuk lagi untuk mengirim (${mine.length}).`);
    else if (mine.length && busy) told.push(`Mengirim (${mine.length}).`);
    else if (mine.length) told.push(`Menunggu jaringan (${mine.length}). Akan dikirim sendiri.`);
    if (foreign) told.push(`${foreign} hasil milik orang lain menunggu ia masuk lagi.`);
    if (refused.length) told.push(`${refused.length} hasil ditolak kantor. Lihat kartunya.`);
    bar.textContent = told.join(" ");
    if (mine.length && outside) {
      const link = document.createElement("a");
      const back = encodeURIComponent(location.pathname + location.search);
      link.href = `${root}/kantor/masuk?ke=${back}`;
      link.textContent = "Masuk";
      bar.append(" ", link);
    }
    bar.hidden = !told.length;
    const waiting = new Map(all.map((entry) => [entry.kunjungan, entry]));
    document.querySelectorAll("[data-menunggu]").forEach((place) => {
      const card = place.closest("li");
      const entry = waiting.get(card.id.slice(2));
      place.hidden = !entry;
      place.textContent = "";
      card.classList.toggle("antre", Boolean(entry && !entry.tolak));
      if (!entry) return;
      place.textContent = entry.tolak
        ? "Ditolak kantor: mungkin sudah dicatat rekan. Muat ulang halaman, lalu periksa. "
        : "Tersimpan di ponsel ini, menunggu dikirim. ";
      if (entry.tolak && entry.siapa === me) {
        const drop = document.createElement("button");
        drop.type = "button";
        drop.className = "tautan";
        drop.textContent = "Buang yang ditolak";
        drop.addEventListener("click", () => {
          localStorage.removeItem(entry.name);
          show();
        });
        place.append(drop);
      }
    });
  };

  const timed = (path, options) =>
    fetch(path, {
      ...options,
      cache: "no-store",
      // Older phones wait as long as their browser does.
      signal: AbortSignal.timeout ? AbortSignal.timeout(PATIENCE_MS) : undefined,
    });

  const isOutside = (answer) => new URL(answer.url).pathname.startsWith(`${root}/kantor/masuk`);

  /** Who is signed in and their form token: null where nobody is, undefined without a network. */
  const whoAmI = async () => {
    try {
      const answer = await timed(`${root}/kantor/hari/tanda`, {});
      if (answer.status >= 500) return undefined;
      if (!answer.ok || isOutside(answer)) return null;
      return await answer.json();
    } catch {
      return undefined;
    }
  };

  /** Put the card as the office now shows it in the place of the old one. */
  const renew = async (answer, visit) => {
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const card = fresh.getElementById(`k-${visit}`);
    const old = document.getElementById(`k-${visit}`);
    if (card && old) old.replaceWith(document.importNode(card, true));
    steppers();
  };

  /** Send one entry; return whether the next may be tried at once. */
  const send = async (entry, token) => {
    let answer;
    try {
      answer = await timed(entry.jalan, {
        method: "POST",
        headers: { "X-Sijempol-Tanda": token },
        body: new URLSearchParams(entry.isi),
      });
    } catch {
      return false;
    }
    if (answer.status === 401 || answer.status === 403 || isOutside(answer)) {
      outside = true;
      return false;
    }
    // Only the day's page says that a result is recorded.
    if (answer.ok && new URL(answer.url).pathname === `${root}/kantor/hari`) {
      localStorage.removeItem(entry.name);
      await renew(answer, entry.kunjungan).catch(() => {});
      return true;
    }
    if (answer.ok || answer.status === 429 || answer.status >= 500) return false;
    save({ ...entry, tolak: true });
    return true;
  };

  const flush = async () => {
    const mine = () => entries().filter((entry) => entry.siapa === me && !entry.tolak);
    if (busy || !mine().length) {
      show();
      return;
    }
    busy = true;
    show();
    try {
      const who = await whoAmI();
      outside = who === null || Boolean(who && who.siapa !== me);
      if (who && !outside) {
        for (const entry of mine()) if (!(await send(entry, who.tanda))) break;
      }
    } finally {
      busy = false;
      show();
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-antre]")) return;
    const fields = [...new FormData(form, event.submitter)].filter(([name]) => KEPT.test(name));
    const key = fields.find(([name]) => name === "kunci");
    if (!key) return;
    try {
      save({
        name: PREFIX + key[1],
        siapa: me,
        kunjungan: form.dataset.antre,
        jalan: new URL(form.action).pathname,
        isi: fields,
        saat: Date.now(),
      });
    } catch {
      return; // The phone keeps nothing: the form goes its ordinary way.
    }
    event.preventDefault();
    form.closest("details").open = false;
    show();
    flush();
  });

  /** Buttons for one more and one less beside each count. */
  const steppers = () => {
    document.querySelectorAll(".langkah input[type=number]").forEach((input) => {
      if (input.dataset.langkah) return;
      input.dataset.langkah = "ya";
      const label = input.closest(".langkah").querySelector("label").textContent;
      for (const [sign, words, place] of [
        [-1, "Kurangi", "beforebegin"],
        [1, "Tambah", "afterend"],
      ]) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "tombol bulat";
        button.textContent = sign < 0 ? "−" : "+";
        button.setAttribute("aria-label", `${words} ${label}`);
        button.addEventListener("click", () => {
          const value = Number(input.value || 0) + sign;
          input.value = Math.min(Number(input.max), Math.max(Number(input.min), value));
        });
        input.insertAdjacentElement(place, button);
      }
    });
  };

  steppers();
  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.hidden || flush());
  window.addEventListener("storage", show);
  setInterval(flush, AGAIN_MS);
  flush();
})();
