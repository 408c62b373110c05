/* Semua halaman kantor: pintasan, pencarian, cetak. Semua bisa dilakukan tanpa berkas ini. */
"use strict";
(() => {
  const OFF = "sijempol-pintasan-mati";
  const CHORD_MS = 1500;
  // The example beside an office is served below a folder: its results are its own.
  const root = document.body.dataset.akar || "";
  const QUEUE = root ? "sijempol-antre-latihan:" : "sijempol-antre:";
  const dialog = document.getElementById("pintasan");
  const box = document.getElementById("cari-kantor");
  const menu = document.querySelector("details.lainnya");
  let waiting = 0;

  const isOff = () => {
    try {
      return localStorage.getItem(OFF) === "ya";
    } catch {
      return false;
    }
  };

  const typing = (where) =>
    Boolean(where.closest?.("input, textarea, select, [contenteditable]")) &&
    !where.matches("input[type=checkbox], input[type=radio], input[type=submit]");

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu?.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target) || event.target.closest?.("select") || isOff()) return;
    const chord = event.timeStamp < waiting;
    waiting = 0;
    if (chord && /^[a-z]$/.test(event.key)) {
      const link = document.querySelector(`[data-g="${event.key}"]`);
      if (link) {
        event.preventDefault();
        location.href = link.href;
      }
      return;
    }
    if (event.key === "g") waiting = event.timeStamp + CHORD_MS;
    else if (event.key === "/" && box) {
      event.preventDefault();
      if (dialog?.open) dialog.close();
      box.focus();
      box.select();
    } else if (event.key === "?" && dialog && !dialog.open) {
      event.preventDefault();
      dialog.showModal();
    }
  });

  document.querySelectorAll("[data-pintasan]").forEach((choice) => {
    choice.closest("[data-saklar]").hidden = false;
    choice.checked = !isOff();
    choice.addEventListener("change", () => {
      try {
        if (choice.checked) localStorage.removeItem(OFF);
        else localStorage.setItem(OFF, "ya");
      } catch {
        choice.checked = true;
      }
      document.querySelectorAll("[data-pintasan]").forEach((other) => {
        other.checked = choice.checked;
      });
    });
  });

  document.addEventListener("click", (event) => {
    if (menu?.open && !menu.contains(event.target)) menu.open = false;
  });

  // Signing out empties what the browser keeps: results of visits may still wait there.
  const waitingResults = () => {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(QUEUE)).length;
    } catch {
      return 0;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("action") !== `${root}/kantor/keluar` || form.dataset.yakin) return;
    const count = waitingResults();
    if (!count) return;
    event.preventDefault();
    form.dataset.yakin = "ya";
    const told = document.createElement("p");
    told.className = "peringatan";
    told.setAttribute("role", "alert");
    told.textContent =
      `${count} hasil kunjungan belum terkirim. ` +
      "Keluar akan menghapusnya; tekan Keluar sekali lagi bila yakin. ";
    const link = document.createElement("a");
    link.href = `${root}/kantor/hari`;
    link.textContent = "Kirim dulu";
    told.append(link);
    document.getElementById("isi").prepend(told);
    told.scrollIntoView({ block: "center" });
  });

  // A sheet with homes asks again when its link dies, and is then told so.
  document.querySelectorAll("[data-mati]").forEach((sheet) => {
    setTimeout(() => location.reload(), Number(sheet.dataset.mati) * 1000);
  });

  document.querySelectorAll("[data-cetak]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
