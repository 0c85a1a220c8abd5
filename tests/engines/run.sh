#!/usr/bin/env bash
# Runs mubiao on a Spark standalone cluster (a master, two workers of one core) and on Ray's local cluster, on this machine,
# and compares every row with what the program says. Usage: run.sh PYTHON [SHEETS]. PYTHON has the wheel, pyspark and ray;
# Java is needed. Without pyspark or Java it says so and does nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
python=$1
sheets=${2:-20000}
if ! "$python" -c 'import pyspark' 2>/dev/null || ! command -v java >/dev/null; then
  printf 'not run: pyspark and Java are needed\n'
  exit 0
fi
folder=$(mktemp -d)
home=$("$python" -c 'import pyspark, pathlib; print(pathlib.Path(pyspark.__file__).parent)')
export SPARK_HOME=$home PYSPARK_PYTHON=$python PYSPARK_DRIVER_PYTHON=$python SPARK_LOCAL_IP=127.0.0.1
export PYTHONWARNINGS=ignore SPARK_LOG_DIR=$folder/log SPARK_WORKER_DIR=$folder/work
started=()
stop() {
  local pid
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap stop EXIT
# The JVM's own log is of interest when something fails.
spark() {
  "$home/bin/spark-class" "$@" >>"$folder/spark.log" 2>&1 &
  started+=($!)
}
spark org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 17077 --webui-port 0
for _ in 1 2; do
  spark org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory 1g --webui-port 0 spark://127.0.0.1:17077
done
"$python" tests/engines/compare.py --sheets "$sheets" --folder "$folder" --master spark://127.0.0.1:17077 \
  --worker "${started[2]}" || { tail -n 40 "$folder/spark.log"; exit 1; }
