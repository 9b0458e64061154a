from datetime import *
d=datetime(2024,2,29,12,30,45,123456,tzinfo=timezone.utc)
print(d, repr(d), d.isoformat(timespec='milliseconds'), d.strftime('%Y %z %Z %f %:z'), d+timedelta(days=366), d.isocalendar())
print(timedelta(days=1.5, hours=-3), repr(timedelta(-1,5,3)), timedelta(7)/2, timedelta(7)//timedelta(2), divmod(timedelta(7),timedelta(2)), timedelta(1)*1.5, abs(timedelta(-1)))
print(hash(d)==hash(d.astimezone(timezone(timedelta(hours=5)))), d.astimezone(timezone(timedelta(hours=5))))
import pickle, copy
for x in (d, d.date(), d.time(), d.timetz(), timedelta(3,4,5), timezone(timedelta(hours=1),'x')):
    assert pickle.loads(pickle.dumps(x))==x, x
    print(repr(copy.copy(x)))
print(datetime.fromisoformat('2011-11-04T00:05:23.283+00:00'), date.fromisoformat('2021-W01-1'), time.fromisoformat('T04:23:01'))
print(datetime.strptime('21 June, 2018', '%d %B, %Y'))
for f in (lambda: date(2023,2,29), lambda: date(), lambda: datetime(1,1,1)-timedelta(1), lambda: timedelta(10**10), lambda: time(25), lambda: timezone(timedelta(1)), lambda: d<datetime(1,1,1), lambda: date.fromisoformat('x'), lambda: timedelta('a'), lambda: timedelta(1)/0, lambda: timedelta(1)//0, lambda: timedelta(1)/0.0, lambda: date(2020.5,1,1), lambda: timedelta(float('nan')), lambda: date.fromordinal(0), lambda: date.fromordinal(3652060), lambda: date.fromisocalendar(2020,54,1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class D(date): pass
print(repr(D(2020,1,1)+timedelta(1)))
