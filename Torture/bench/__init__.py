"""What tortures share: the program under test, its record, and trials with seeds."""
from bench.program import DESCENT, Program, started
from bench.record import Record
from bench.trials import Torture, Trial

__all__ = ["DESCENT", "Program", "started", "Record", "Torture", "Trial"]
