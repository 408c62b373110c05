/* Papan rencana: tambahan saja. Semua bisa dilakukan tanpa berkas ini. */
"use strict";
(() => {
  const root = location.pathname.replace(/\/$/, "");
  let carried = "";
  document.addEventListener("dragstart", (event) => {
    const card = event.target.closest("[data-kunjungan]");
    if (card) {
      carried = card.dataset.kunjungan;
      event.dataTransfer.setData("text/plain", carried);
      event.dataTransfer.effectAllowed = "move";
    }
  });
  const stall = (event) => (carried ? event.target.closest(".petak[data-hari]") : null);
  document.addEventListener("dragover", (event) => {
    const here = stall(event);
    document.querySelectorAll(".sasaran").forEach((old) => {
      if (old !== here) old.classList.remove("sasaran");
    });
    if (here) {
      event.preventDefault();
      here.classList.add("sasaran");
    }
  });
  document.addEventListener("dragend", () => {
    carried = "";
    document.querySelectorAll(".sasaran").forEach((old) => old.classList.remove("sasaran"));
  });
  document.addEventListener("drop", (event) => {
    const here = stall(event);
    if (!here) return;
    event.preventDefault();
    const asked = new URLSearchParams({ hari: here.dataset.hari, unit: here.dataset.unit });
    location.href = `${root}/kunjungan/${encodeURIComponent(carried)}?${asked}#hasil`;
  });

  document.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    if (event.target.closest("input, textarea, select")) return;
    const key = event.key.toLowerCase();
    const wanted = key === "z" && event.shiftKey ? "y" : key;
    const form = document.querySelector(`form[data-tombol="${wanted}"]`);
    const button = form && form.querySelector("button");
    if (button && !button.disabled) {
      event.preventDefault();
      form.requestSubmit(button);
    }
  });

  const job = document.querySelector("[data-susunan]");
  if (job && window.EventSource) {
    let ended = false;
    const heard = new EventSource(job.dataset.susunan);
    heard.addEventListener("kabar", (event) => {
      const told = JSON.parse(event.data);
      for (const [name, text] of Object.entries(told.kata)) {
        const place = job.querySelector(`[data-kabar="${name}"]`);
        if (place) place.textContent = text;
      }
      const bar = job.querySelector("progress");
      if (bar && told.bagian !== null) bar.value = told.bagian;
      ended = told.selesai;
    });
    // The server ends the stream with the search; a lost connection is taken up by itself.
    heard.addEventListener("error", () => {
      if (ended) {
        heard.close();
        location.reload();
      }
    });
  }

  document.querySelectorAll("[data-salin]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const text = document.getElementById(button.dataset.salin);
      text.select();
      const copied = navigator.clipboard
        ? navigator.clipboard.writeText(text.value)
        : Promise.reject();
      copied
        .catch(() => document.execCommand("copy"))
        .then(() => {
          button.textContent = "Tersalin";
        });
    });
  });
})();
