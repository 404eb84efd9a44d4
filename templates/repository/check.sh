#!/bin/sh
# 在 CI 里检查登记册：有错误级的毛病时退出码为 1。
# 没有装 smogctl 的机器，用变量 SMOGCTL 指明装什么：smogctl 的代码库地址（git+https://…）或 wheel 文件。
set -eu
if ! command -v smogctl > /dev/null; then
  python3 -m venv .smogctl
  .smogctl/bin/python -m pip install --quiet "${SMOGCTL:?请在 CI 的变量里设 SMOGCTL}"
  PATH=$PWD/.smogctl/bin:$PATH
fi
if [ -z "$(find registries -maxdepth 1 -name '*.y*ml')" ]; then
  echo "registries/ 里还没有登记册，没有可查的。"
  exit 0
fi
smogctl lint --no-cache registries
