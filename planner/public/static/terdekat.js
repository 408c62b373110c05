(function () {
  var box = document.getElementById("terdekat"), button = box.querySelector("button"),
    said = box.querySelector("[role=status]"), list = box.querySelector("ol");
  if (!navigator.geolocation) return;
  box.hidden = false;
  function km(here, place) {
    var rad = Math.PI / 180, north = place.lat - here.latitude,
      east = (place.lon - here.longitude) * Math.cos(here.latitude * rad);
    return 111.2 * Math.sqrt(north * north + east * east);
  }
  function show(position) {
    var near = places.map(function (place) {
      return {place: place, km: km(position.coords, place)};
    }).sort(function (a, b) { return a.km - b.km; }).slice(0, 5);
    list.textContent = "";
    near.forEach(function (found) {
      var item = document.createElement("li"), link = document.createElement("a");
      link.href = found.place.href;
      link.textContent = found.place.name;
      item.append(link, ": " + found.place.when + ", " + words.away + " "
        + found.km.toFixed(1).replace(".", words.comma) + " km");
      list.append(item);
    });
    said.textContent = words.straight;
  }
  button.addEventListener("click", function () {
    said.textContent = words.looking;
    navigator.geolocation.getCurrentPosition(show, function () {
      said.textContent = words.none;
    }, {maximumAge: 600000, timeout: 15000});
  });
})();
