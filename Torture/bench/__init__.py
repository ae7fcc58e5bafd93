"""What tortures share: the program under test, its record, and trials with seeds."""
from bench.program import DESCENT, Program, started, stop
from bench.record import Record
from bench.trials import Torture, Trial

__all__ = ["DESCENT", "Program", "started", "stop", "Record", "Torture", "Trial"]
