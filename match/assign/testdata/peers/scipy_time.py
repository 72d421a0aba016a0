#!/usr/bin/env python3
"""Times scipy.optimize.linear_sum_assignment on a cost matrix.

usage: scipy_time.py FILE.i32 ROWS COLS

FILE holds ROWS x COLS int32 costs, row after row; 2147483647 is a forbidden pair.
FILE.caps, if it is there, holds the places of each column: scipy knows none, so columns
are repeated. Prints milliseconds and the total cost; exits with 3 without scipy.
"""
import os
import sys
import time

try:
    import numpy as np
    from scipy.optimize import linear_sum_assignment
except ImportError:
    sys.exit(3)

path, rows, cols = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
raw = np.fromfile(path, dtype="<i4").reshape(rows, cols)
forbidden = raw == 2147483647
cost = raw.astype(np.float64)
cost[forbidden] = 1e12  # more than all others together, and exact in a double
del raw, forbidden
if os.path.exists(path + ".caps"):
    cost = np.repeat(cost, np.loadtxt(path + ".caps", dtype=int), axis=1)
start = time.perf_counter()
i, j = linear_sum_assignment(cost)
took = time.perf_counter() - start
print(f"{took * 1000:.1f} {int(cost[i, j].sum())}")
