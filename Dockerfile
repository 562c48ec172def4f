# docker build -t masterplan-monitor . — how it is started stands in docs/operations.md.
FROM python:3.11.14-slim-bookworm AS build
WORKDIR /app
COPY requirements.txt .
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.11.14-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin masterplan \
    && install -d -o masterplan -g masterplan -m 0700 /data
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY .streamlit .streamlit
COPY app.py serve.py LICENSE ./
COPY static static
COPY queries queries
COPY pages pages
COPY data/*.xlsx data/
COPY masterplan masterplan
ENV MASTERPLAN_DB=/data/masterplan.duckdb \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER 10001
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD [".venv/bin/python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/api/health', timeout=8)"]
CMD [".venv/bin/python", "-m", "streamlit", "run", "serve.py", "--server.address", "0.0.0.0"]
