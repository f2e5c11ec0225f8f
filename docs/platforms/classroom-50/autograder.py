"""Grades with Sockmark, which lies beside this file as autograder.zip (grade export gradescope)."""

import pathlib
import subprocess
import sys
import tempfile
import zipfile

# Ubuntu keeps private networks from ordinary users; a runner may lift that. Where it may not, the result says so.
lift = ["sudo", "-n", "sysctl", "-q", "-w", "kernel.apparmor_restrict_unprivileged_userns=0"]
try:
    subprocess.run(lift, stderr=subprocess.DEVNULL)
except FileNotFoundError:
    pass

with tempfile.TemporaryDirectory() as folder:
    zipfile.ZipFile(pathlib.Path(__file__).parent / "autograder.zip").extractall(folder)
    done = subprocess.run(["sh", f"{folder}/autograde", "classroom-50"])
# 0: graded, whatever the score. Anything else Classroom 50 takes for trouble of its machine, and so it is.
sys.exit(done.returncode)
