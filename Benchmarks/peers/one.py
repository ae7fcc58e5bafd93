"""Times one workload in one peer: one.py PEER WORKLOAD EPOCHS prints seconds, a JSON list."""
import json
import os
import sys

peer, workload, epochs = sys.argv[1], sys.argv[2], int(sys.argv[3])
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
module = __import__(f"{peer}_peer")
if workload == "W6":
    print(json.dumps([module.sweep()]))
else:
    print(json.dumps(module.seconds_per_epoch(workload, epochs)))
