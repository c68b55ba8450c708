// which is no module, and leaves its name behind
const { SwaggerUIBundle } = window;

const darkness = matchMedia("(prefers-color-scheme: dark)");

/** Swagger UI has dark colours, but waits for a class. */
function choose() {
  document.documentElement.classList.toggle("dark-mode", darkness.matches);
}

darkness.addEventListener("change", choose);
choose();

SwaggerUIBundle({
  domNode: document.getElementById("api"),
  url: "/api/docs",
  deepLinking: true,
  // would ask another site
  validatorUrl: null,
  requestInterceptor(request) {
    if (request.loadSpec) {
      request.headers.Accept = "application/json";
    }
    return request;
  },
});
