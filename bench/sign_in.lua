-- wrk: signs in over and over.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Origin"] = os.getenv("BENCH_URL")
wrk.body = '{"login":"begeleider@demo.lexipoort.example","password":"Lezen-is-leuk-2026"}'
