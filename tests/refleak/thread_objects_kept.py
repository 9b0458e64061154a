# Locks and their kin that stay.
import threading
import _thread

kept = threading.Lock(), threading.RLock(), threading.Condition(), threading.Event(), threading.Semaphore(), _thread.allocate_lock()
