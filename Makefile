# Each command sets up what it needs. PYTHON= chooses the interpreter, PORT= the port.
PYTHON ?= python3
PORT ?= 8501
WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCALE := masterplan/locale
CATALOGUE := $(LOCALE)/de/LC_MESSAGES/masterplan.po

.PHONY: run test check format catalogues lock audit image benchmarks browser office proxy
.DELETE_ON_ERROR:

run: $(VENV)/.app
	@$(BIN)/python -m masterplan.samples
	@echo "Masterplan-Monitor: http://127.0.0.1:$(PORT)  (Ctrl+C ends it)"
	@exec $(BIN)/python -m streamlit run serve.py --server.port $(PORT)

test: $(VENV)/.dev browser office proxy
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/sqlfluff lint queries
	$(BIN)/mypy
	$(BIN)/hadolint Dockerfile
	@# as the app does it; pybabel's own would take "50 % of" for a placeholder
	$(BIN)/python -c "from masterplan.texts import translate; translate('Overview', 'de')"

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/sqlfluff fix queries

# Bring the catalogue in step with the texts in the program; new ones have an empty German text.
catalogues: $(VENV)/.dev
	$(BIN)/pybabel -q extract -F $(LOCALE)/babel.cfg -k mark -k translate -k translate_count:1,2 \
		--no-location --sort-output -o $(VENV)/masterplan.pot \
		masterplan pages app.py
	$(BIN)/pybabel -q update -D masterplan -l de -i $(VENV)/masterplan.pot -o $(CATALOGUE) \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 100

# Bring the locked requirements in step with pyproject.toml, for every Python and system.
lock: $(VENV)/.dev
	$(PIP) install uv
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header \
		-o requirements.txt pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header \
		--group dev -c requirements.txt -o requirements-dev.txt

# Known vulnerabilities of what is locked. A package that is not found would count as a clean one,
# so that the database is asked first.
audit: $(VENV)/.dev
	$(PIP) install pip-audit==2.10.1
	@$(BIN)/python -c "import json, urllib.request as web; \
		json.load(web.urlopen('https://pypi.org/pypi/pip/24.0/json', timeout=20))['vulnerabilities']" \
		2>/dev/null || { echo "NOT AUDITED: the database of vulnerabilities at pypi.org cannot be" \
		"reached from here. Run make audit where it can." >&2; exit 1; }
	$(BIN)/pip-audit --strict --disable-pip --require-hashes -r requirements.txt

image:
	@docker info >/dev/null 2>&1 || { echo "NOT BUILT: no container engine answers here." >&2; exit 1; }
	docker build -t masterplan-monitor .

benchmarks: $(VENV)/.dev
	$(BIN)/python -m benchmarks

# The browser of the tests: one that is here, else Playwright's, else the system's.
browser: $(VENV)/.dev
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
		|| command -v google-chrome >/dev/null \
		|| $(BIN)/playwright install chromium \
		|| { test "$$(id -u)" = 0 && apt-get update -q && apt-get install -q -y chromium; } \
		|| { echo "The tests need Chromium: install the package chromium." >&2; exit 1; }

# The LibreOffice of the tests: one that is here, else the system's.
office:
	@command -v soffice >/dev/null || command -v libreoffice >/dev/null \
		|| { test "$$(id -u)" = 0 && apt-get update -q \
			&& DEBIAN_FRONTEND=noninteractive \
				apt-get install -q -y --no-install-recommends libreoffice-calc; } \
		|| { echo "The tests need LibreOffice: install the package libreoffice-calc." >&2; exit 1; }

# The web server of the tests: one that is here, else the system's.
proxy:
	@PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null \
		|| { test "$$(id -u)" = 0 && apt-get update -q \
			&& DEBIAN_FRONTEND=noninteractive \
				apt-get install -q -y --no-install-recommends nginx-light; } \
		|| { echo "The tests need nginx: install the package nginx-light." >&2; exit 1; }

$(VENV)/.app: requirements.txt | $(BIN)/python
	$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.app
	$(PIP) install -r requirements.txt -r requirements-dev.txt
	@touch $@

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here:" \
		"install Python 3.11 or newer, or name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "The" \
		"Masterplan-Monitor needs Python 3.11 or newer, this is $$($(PYTHON) --version)." \
		"Name another one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing:" \
		"on Debian and Ubuntu install it with apt-get install python3-venv." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
